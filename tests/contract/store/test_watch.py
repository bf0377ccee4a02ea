"""Signs of life, and run-time changes of who is on call."""

from __future__ import annotations

import pytest

from tests.contract.store.makes import MINUTE, NOW
from tocsin.app.ports_worker import Beat
from tocsin.storage.store import DjangoStore


def test_a_worker_is_known_by_its_last_heartbeat(store: DjangoStore) -> None:
    store.beat(Beat("a:1", NOW, NOW, {"sent": 1}))
    store.beat(Beat("b:2", NOW, NOW))
    store.beat(Beat("a:1", NOW, NOW + MINUTE, {"sent": 2}))
    assert store.beats() == [Beat("a:1", NOW, NOW + MINUTE, {"sent": 2}), Beat("b:2", NOW, NOW)]
    store.forget_worker("a:1")
    assert [one.worker for one in store.beats()] == ["b:2"]


@pytest.mark.req("A4.2")
def test_a_roster_change_holds_until_it_is_taken_back(store: DjangoStore) -> None:
    one = store.add_roster_change(NOW, "anna", "override", {"person": "bob", "rotation": "core"})
    two = store.add_roster_change(NOW, "anna", "swap", {"with": "cleo"})
    assert store.roster_changes() == [one, two]
    assert store.cancel_roster_change(one.id, NOW + MINUTE, "dora")
    assert store.roster_changes() == [two]
    taken, still = store.roster_changes(cancelled=True)
    assert (taken.cancelled_at, taken.cancelled_by, still) == (NOW + MINUTE, "dora", two)


@pytest.mark.req("A4.2")
def test_a_roster_change_is_taken_back_once(store: DjangoStore) -> None:
    one = store.add_roster_change(NOW, "anna", "override", {"person": "bob"})
    assert store.cancel_roster_change(one.id, NOW, "dora")
    assert not store.cancel_roster_change(one.id, NOW + MINUTE, "eve")
    assert not store.cancel_roster_change(99, NOW, "eve")
    cancelling = one.id + 1
    assert not store.cancel_roster_change(cancelling, NOW, "eve")
    assert store.roster_changes(cancelled=True)[0].cancelled_by == "dora"


def test_the_database_itself_refuses_to_change_roster_and_ledger(store: DjangoStore) -> None:
    store.add_roster_change(NOW, "anna", "override", {})
    with pytest.raises(Exception, match="only ever added to"), store._session.transaction():
        store._session.run("UPDATE tocsin_roster SET actor = 'eve'")
