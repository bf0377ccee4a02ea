"""The use case over both engines: of several who accept at once one does, and the roster changes once."""

from __future__ import annotations

import threading

import pytest

from tests.unit.swaps.conftest import at, policy, span
from tocsin.app.desk import Desk
from tocsin.app.swap_requests import SwapRequest, Wish
from tocsin.app.swaps import Swaps
from tocsin.core.model.finding import Refused
from tocsin.storage.store import DjangoStore

pytestmark = pytest.mark.req("A4.2")
NOW = at("02 12:00")
WEEK = span("08 09:00 - 15 09:00")


@pytest.fixture
def swaps(store: DjangoStore) -> Swaps:
    """The swaps of a desk of three who take turns."""
    desk = Desk(store)
    desk.books.adopt(policy().policy)
    return Swaps(desk, store)


def at_once(store: DjangoStore, *tries: tuple[SwapRequest, str]) -> list[str]:
    """Everybody accepts at the same moment, each as a process of its own would; what came of it, sorted."""
    told: list[str] = []
    together = threading.Barrier(len(tries))

    def accept(request: SwapRequest, person: str) -> None:
        own = Swaps(Desk(store), store)
        together.wait(30)
        try:
            own.accept(request.id, person, NOW, anyway=True)
            told.append("accepted")
        except Refused as refused:
            told.append(str(refused))
        finally:
            store.close()

    threads = [threading.Thread(target=accept, args=one) for one in tries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(told)


def test_of_two_who_accept_the_same_request_one_has_it(swaps: Swaps, store: DjangoStore) -> None:
    asked = swaps.ask(Wish("platform", WEEK), "ben", NOW)
    told = at_once(store, (asked, "ann"), (asked, "cleo"))
    assert told[0] == "accepted" and "was accepted by" in told[1]
    assert len(store.roster_changes()) == 1


def test_of_two_requests_for_the_same_shift_one_comes_true(swaps: Swaps, store: DjangoStore) -> None:
    whole = swaps.ask(Wish("platform", WEEK, "ann"), "ben", NOW)
    part = swaps.ask(Wish("platform", span("10 09:00 - 11 09:00"), "cleo"), "ben", NOW)
    told = at_once(store, (whole, "ann"), (part, "cleo"))
    assert told[0] == "accepted" and "the shifts of Ben have changed" in told[1]
    assert len(store.roster_changes()) == 1


def test_what_was_told_and_what_changed_are_kept_together(swaps: Swaps, store: DjangoStore) -> None:
    asked = swaps.ask(Wish("platform", WEEK, "cleo", span("15 09:00 - 22 09:00")), "ben", NOW)
    with pytest.raises(Refused):
        swaps.accept(asked.id, "cleo", NOW)
    assert store.roster_changes() == [] and swaps.request(asked.id).decision == ""
    swaps.accept(asked.id, "cleo", NOW, anyway=True)
    made = store.roster_changes()
    assert swaps.request(asked.id).changes == tuple(change.id for change in made)
    assert [line.person for line in store.ledger(f"swap-{asked.id}")] == ["cleo", "ben"]
