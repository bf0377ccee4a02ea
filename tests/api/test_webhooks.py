"""Webhooks out, to a real receiver: signed, at least once, tried again, switched off, sent again by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.conftest import Api, problem
from tests.contract.delivery.receiver import Receiver, receiving
from tocsin import bootstrap_site
from tocsin.app.ports_webhooks import Parcel
from tocsin.delivery.signature import HEADER, verify
from tocsin.worker.courier import Courier


@pytest.fixture(autouse=True)
def _inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_WEBHOOK_ALLOW", "127.0.0.1")


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def port(receiver: Receiver) -> Iterator[int]:
    with receiving(receiver) as found:
        yield found


def courier(api: Api, name: str = "one", log: Any = None) -> Courier:
    needs = bootstrap_site.courier_needs(api.site.desk, api.site.desk.store, name)
    return Courier(needs, bootstrap_site.hook_sender(), log or (lambda *_, **__: None))


def made(api: Api, port: int, *kinds: str) -> dict[str, Any]:
    answer = api.post(
        "/webhooks", {"name": "status", "url": f"http://127.0.0.1:{port}/t", "kinds": list(kinds)}
    )
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def test_what_happens_is_posted_signed_and_named_so_that_a_repeat_is_known(
    api: Api, receiver: Receiver, port: int
) -> None:
    admin = api.by("administrator")
    earlier = api.site.report("Before anybody listened")
    hook = made(admin, port, "opened", "acknowledged")
    id_ = api.site.report()
    courier(api).settle()
    told = [json.loads(body) for body in receiver.bodies]
    assert [(each["kind"], each["escalation"]["id"]) for each in told] == [("opened", id_)]
    assert earlier not in str(told)
    assert told[0]["escalation"]["severity"] == "P1"
    assert "Northwind" not in str(told)
    seen = receiver.seen[0]
    assert verify(hook["secret"], seen[HEADER.lower()], receiver.bodies[0], api.site.now)
    assert not verify("another", seen[HEADER.lower()], receiver.bodies[0], api.site.now)
    listed = admin.get(f"/webhooks/{hook['id']}/deliveries").json()["items"]
    assert [(each["state"], str(each["id"])) for each in listed] == [("delivered", seen["tocsin-delivery"])]
    one = admin.get(f"/webhooks/{hook['id']}/deliveries/{listed[0]['id']}").json()
    assert [(each["outcome"], each["detail"][:3]) for each in one["tries"]] == [("delivered", "202")]


def test_a_receiver_that_fails_is_tried_again_with_longer_and_longer_waits(
    api: Api, receiver: Receiver, port: int
) -> None:
    admin = api.by("administrator")
    hook = made(admin, port, "opened")
    receiver.code = 500
    api.site.report()
    at_work = courier(api)
    at_work.settle()
    at_work.settle()
    assert len(receiver.bodies) == 1
    for span in ("10s", "60s", "5m"):
        api.site.after(span)
        at_work.settle()
    assert len(receiver.bodies) == 4
    assert len(set(receiver.bodies)) == 1
    assert len({seen["tocsin-delivery"] for seen in receiver.seen}) == 1
    receiver.code = 204
    api.site.after("15m")
    at_work.settle()
    listed = admin.get(f"/webhooks/{hook['id']}/deliveries").json()["items"]
    assert [(each["state"], each["attempts"]) for each in listed] == [("delivered", 5)]
    assert admin.get("/webhooks").json()["items"][0]["failing_since"] is None


def test_a_receiver_that_takes_nothing_for_three_days_is_switched_off_and_says_why(
    api: Api, receiver: Receiver, port: int
) -> None:
    admin = api.by("administrator")
    hook = made(admin, port, "opened")
    receiver.code = 503
    api.site.report()
    at_work = courier(api)
    for span in ("0s", "10s", "1m", "5m", "15m", "1h", "3h", "6h", "12h", "24h", "24h", "24h"):
        api.site.after(span)
        at_work.settle()
    seen = admin.get("/webhooks").json()["items"][0]
    assert not seen["active"]
    assert "taken nothing for 3 days" in seen["off_why"]
    sent = len(receiver.bodies)
    api.site.report("Another")
    at_work.settle()
    assert len(receiver.bodies) == sent
    receiver.code = 200
    assert admin.call("PATCH", f"/webhooks/{hook['id']}", {"active": True}).json()["off_why"] == ""
    api.site.report("A third")
    at_work.settle()
    assert len(receiver.bodies) == sent + 1


def test_gone_for_good_switches_off_at_once(api: Api, receiver: Receiver, port: int) -> None:
    admin = api.by("administrator")
    made(admin, port)
    receiver.code = 410
    api.site.report()
    courier(api).settle()
    assert len(receiver.bodies) == 1
    assert "410" in admin.get("/webhooks").json()["items"][0]["off_why"]


def test_a_redirect_is_not_followed(api: Api, receiver: Receiver, port: int) -> None:
    admin = api.by("administrator")
    hook = made(admin, port, "opened")
    receiver.code, receiver.headers = 302, {"Location": f"http://127.0.0.1:{port}/elsewhere"}
    api.site.report()
    courier(api).settle()
    assert receiver.paths == ["/t"]
    assert admin.get(f"/webhooks/{hook['id']}/deliveries").json()["items"][0]["state"] == "waiting"


def test_a_courier_that_dies_between_send_and_mark_sends_the_same_again(
    api: Api, receiver: Receiver, port: int
) -> None:
    admin = api.by("administrator")
    hook = made(admin, port, "opened")
    api.site.report()
    dying = courier(api, "dying")
    send = bootstrap_site.hook_sender()

    def killed(parcel: Parcel) -> Any:
        send(parcel)
        raise SystemExit

    dying._send = killed
    dying.turn()
    while not receiver.bodies:
        dying._woken.wait(0.05)
    other = courier(api, "other")
    other.settle()
    assert len(receiver.bodies) == 1
    api.site.after("2m")
    other.settle()
    assert len(receiver.bodies) == 2
    assert len(set(receiver.bodies)) == 1
    one = admin.get(f"/webhooks/{hook['id']}/deliveries").json()["items"][0]
    tries = admin.get(f"/webhooks/{hook['id']}/deliveries/{one['id']}").json()["tries"]
    assert [each["outcome"] for each in tries] == ["unknown", "delivered"]


def test_two_couriers_send_each_delivery_once(api: Api, receiver: Receiver, port: int) -> None:
    made(api.by("administrator"), port, "opened")
    for number in range(6):
        api.site.report(f"Outage number {number}", customer=f"Customer {number}")
    one, two = courier(api, "one"), courier(api, "two")
    for _ in range(200):
        if one.turn() + two.turn() == 0 and not (one._going or two._going):
            break
        one._woken.wait(0.01)
    assert len({seen["tocsin-delivery"] for seen in receiver.seen}) == len(receiver.seen)


def test_a_delivery_is_sent_again_by_hand_and_a_ping_arrives(api: Api, receiver: Receiver, port: int) -> None:
    admin = api.by("administrator")
    hook = made(admin, port, "opened")
    api.site.report()
    courier(api).settle()
    first = admin.get(f"/webhooks/{hook['id']}/deliveries").json()["items"][0]
    assert admin.post(f"/webhooks/{hook['id']}/deliveries/{first['id']}/again").status_code == 202
    assert admin.post(f"/webhooks/{hook['id']}/ping").status_code == 202
    courier(api).settle()
    assert receiver.bodies[1] == receiver.bodies[0]
    assert json.loads(receiver.bodies[2])["kind"] == "ping"
    assert receiver.seen[1]["tocsin-delivery"] != receiver.seen[0]["tocsin-delivery"]


def test_the_secret_is_shown_once_encrypted_and_renewed(api: Api, receiver: Receiver, port: int) -> None:
    from tocsin.accounts.webhooks.models import Webhook

    admin = api.by("administrator")
    hook = made(admin, port, "opened")
    assert hook["secret"] not in admin.get("/webhooks").content.decode()
    assert hook["secret"] not in Webhook.objects.get().secret
    newer = admin.post(f"/webhooks/{hook['id']}/secret").json()["secret"]
    api.site.report()
    courier(api).settle()
    assert verify(newer, receiver.seen[0][HEADER.lower()], receiver.bodies[0], api.site.now)


@pytest.mark.parametrize(
    "url",
    ["http://169.254.169.254/latest/meta-data", "https://10.0.0.8/x", "https://[::1]/x", "ftp://example.com/x",
     "https://", "http://[64:ff9b::7f00:1]/", "https://2130706433/", "https://0x7f.1/"],
)  # fmt: skip
def test_addresses_inside_the_house_are_refused(api: Api, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_WEBHOOK_ALLOW", "")
    admin = api.by("administrator")
    problem(admin.post("/webhooks", {"name": "x", "url": url}), 422, "webhook-address")


def test_a_name_that_turns_to_the_inside_later_is_not_called(
    api: Api, receiver: Receiver, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = api.by("administrator")
    hook = made(admin, port, "opened")
    monkeypatch.setenv("TOCSIN_WEBHOOK_ALLOW", "")
    api.site.report()
    courier(api).settle()
    assert receiver.bodies == []
    one = admin.get(f"/webhooks/{hook['id']}/deliveries").json()["items"][0]
    tries = admin.get(f"/webhooks/{hook['id']}/deliveries/{one['id']}").json()["tries"]
    assert "inside the house" in tries[0]["detail"]


def test_only_administrators_manage_webhooks_and_kinds_are_known(api: Api, port: int) -> None:
    problem(api.by("lead").get("/webhooks"), 403, "forbidden")
    admin = api.by("administrator")
    body = {"name": "x", "url": f"http://127.0.0.1:{port}/", "kinds": ["openend"]}
    said = problem(admin.post("/webhooks", body), 422)
    assert "opened" in said["findings"][0]["help"]
    hook = made(admin, port)
    assert admin.call("DELETE", f"/webhooks/{hook['id']}").status_code == 204
    problem(admin.call("DELETE", f"/webhooks/{hook['id']}"), 404, "unknown-webhook")


def test_the_log_is_forgotten_after_thirty_days(api: Api, receiver: Receiver, port: int) -> None:
    admin = api.by("administrator")
    hook = made(admin, port, "opened")
    api.site.report()
    courier(api).settle()
    api.site.after("31d")
    courier(api)._tidy()
    assert admin.get(f"/webhooks/{hook['id']}/deliveries").json()["items"] == []
