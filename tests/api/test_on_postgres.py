"""What the API keeps in the database, on PostgreSQL: allowances, kept replies, webhooks, several at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import Api, problem
from tests.contract.delivery.receiver import Receiver, receiving
from tests.engines import postgres
from tests.site import POLICY, Site, let_go, point_to
from tocsin import bootstrap_site
from tocsin.worker.courier import Courier

__all__ = ["postgres"]
pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def shared(postgres: str) -> Iterator[Site]:
    from tocsin.site.opening import prepare

    with pytest.MonkeyPatch.context() as patch:
        point_to(postgres, patch)
        prepare(POLICY, "http://testserver", lambda line: None)
        patch.setenv("TOCSIN_WEBHOOK_ALLOW", "127.0.0.1")
        yield Site(patch)
        let_go()


def test_one_key_used_at_the_same_moment_by_several_makes_one_token(shared: Site) -> None:
    api = Api(shared).by("agent")

    def ask(_: int) -> Any:
        try:
            return api.post("/tokens", {"name": "once", "scopes": ["read"]}, Idempotency_Key="same").json()
        finally:
            let_go()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(8)))
    assert len({answer["secret"] for answer in answers}) == 1
    names = [each["name"] for each in api.get("/tokens").json()["items"]]
    assert names.count("once") == 1


def test_the_limit_holds_over_processes_that_ask_at_once(shared: Site) -> None:
    from tocsin.accounts.webhooks.allowance import Allowances

    def process(_: int) -> int:
        own = Allowances()
        try:
            return sum(own.spend("token:77", 200, shared.now).passes for _ in range(100))
        finally:
            let_go()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(process, range(4))) == 200


def test_webhooks_leave_by_two_couriers_at_once(shared: Site) -> None:
    api = Api(shared).by("administrator")
    receiver = Receiver()
    with receiving(receiver) as port:
        body = {"name": "x", "url": f"http://127.0.0.1:{port}/t", "kinds": ["reported"]}
        assert api.post("/webhooks", body).status_code == 201
        made = [shared.report(f"Outage {number}", customer=f"Customer {number}") for number in range(8)]

        def carry(name: str) -> None:
            needs = bootstrap_site.courier_needs(shared.desk, shared.desk.store, name)
            courier = Courier(needs, bootstrap_site.hook_sender(), lambda *_, **__: None)
            try:
                courier.settle()
            finally:
                courier.close()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(carry, ["one", "two"]))
        carry("three")
        told = [json.loads(body)["escalation"]["id"] for body in receiver.bodies]
    assert sorted(told) == sorted(made)


def test_what_is_stale_is_refused_here_too(shared: Site, tmp_path: Path) -> None:
    api = Api(shared).by("agent", contact="chloe-martin")
    id_ = shared.report("Something new", customer="Blue Harbor")
    tag = api.get(f"/escalations/{id_}")["ETag"]
    assert api.post(f"/escalations/{id_}/note", {"text": "first"}, If_Match=tag).status_code == 200
    problem(api.post(f"/escalations/{id_}/note", {"text": "second"}, If_Match=tag), 412)
