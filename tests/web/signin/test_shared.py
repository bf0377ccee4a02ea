"""Several processes on one database: tries, codes and links are counted once, whoever sees them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.site import POLICY, let_go, point_to
from tocsin.core.model.instant import parse_instant

pytestmark = [pytest.mark.postgres, pytest.mark.req("A3.7")]
NOW = parse_instant("2026-11-23T15:00:00Z")


@pytest.fixture
def shared_desk(postgres: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """A desk on PostgreSQL; each thread has a connection of its own, as a process has."""
    from tocsin.site.opening import prepare

    point_to(postgres, monkeypatch)
    prepare(POLICY, "http://testserver", lambda line: None)
    yield NOW
    let_go()


def at_once(work: Callable[[], Any], count: int = 16) -> list[Any]:
    """The same in many threads at the same moment; what each got."""
    from django.db import connection  # noqa: TID251 (each thread closes its own)

    start, told = threading.Barrier(count), []

    def run() -> None:
        start.wait()
        try:
            told.append(work())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(told) == count
    return told


def test_of_many_tries_at_once_five_are_judged(shared_desk: datetime) -> None:
    from tocsin.accounts.signin import locks

    key = locks.name_key("ada")
    told = at_once(lambda: locks.spend((key,), NOW))
    assert told.count(None) == locks.LIMITS["name"].tries
    assert {end for end in told if end} == {parse_instant("2026-11-23T15:05:00Z")}


def test_a_code_is_taken_by_one(shared_desk: datetime) -> None:
    from tocsin.accounts.models import Account
    from tocsin.accounts.signin import factors

    account = Account.objects.create_user("ada")
    assert at_once(lambda: factors.first_use(account, "123456", NOW)).count(True) == 1


def test_a_link_is_taken_by_one(shared_desk: datetime) -> None:
    from tocsin.accounts.signin import invites

    link = invites.invite("http://testserver", "ada", NOW, role="agent")
    found = invites.find(link.rstrip("/").rpartition("/")[2], NOW)
    assert found is not None
    assert at_once(lambda: invites.take(found, NOW)).count(True) == 1
