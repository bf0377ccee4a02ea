"""Requests to swap shifts are kept once, decided once, and never edited."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from tests.contract.store.makes import NOW
from tocsin.app.ports import StoreUnavailable
from tocsin.app.ports_swaps import KeptSwap, SwapRequests
from tocsin.storage.store import DjangoStore

pytestmark = pytest.mark.req("A4.2")
DAY = timedelta(days=1)
ASKED = {"rotation": "platform", "why": "concert \u2728", "other": ""}


def port(store: DjangoStore) -> SwapRequests:
    """The store as the use case sees it; the type checker holds it to that."""
    return store


def test_a_request_is_kept_as_it_was_asked(store: DjangoStore) -> None:
    made = port(store).add_swap(NOW, "anna", ASKED, NOW + DAY)
    assert made == KeptSwap(1, NOW, "anna", ASKED)
    assert store.swap(1) == made
    assert store.swap(2) is None


def test_only_requests_whose_shifts_are_not_over_are_listed(store: DjangoStore) -> None:
    store.add_swap(NOW, "anna", ASKED, NOW + DAY)
    later = store.add_swap(NOW, "ben", ASKED, NOW + 3 * DAY)
    assert [one.actor for one in store.swaps(NOW + DAY)] == ["anna", "ben"]
    assert store.swaps(NOW + 2 * DAY) == [later]


def test_a_decision_says_who_and_when_and_is_made_once(store: DjangoStore) -> None:
    store.add_swap(NOW, "anna", ASKED, NOW + DAY)
    assert store.decide_swap(1, NOW + DAY / 2, "ben", "accepted", {"changes": [4]})
    assert not store.decide_swap(1, NOW + DAY, "anna", "withdrawn", {})
    found = store.swap(1)
    assert found == KeptSwap(1, NOW, "anna", ASKED, "accepted", NOW + DAY / 2, "ben", {"changes": [4]})
    assert store.swaps(NOW) == [found]


def test_what_was_never_asked_cannot_be_decided(store: DjangoStore) -> None:
    assert not store.decide_swap(1, NOW, "ben", "accepted", {})
    store.add_swap(NOW, "anna", ASKED, NOW + DAY)
    store.decide_swap(1, NOW, "ben", "refused", {})
    assert not store.decide_swap(2, NOW, "ben", "accepted", {}), "a decision is no request"


def test_a_decision_goes_with_what_was_to_be_changed(store: DjangoStore) -> None:
    store.add_swap(NOW, "anna", ASKED, NOW + DAY)
    with pytest.raises(RuntimeError), store.deciding():
        store.add_roster_change(NOW, "ben", "override", {"rotation": "platform"})
        store.decide_swap(1, NOW, "ben", "accepted", {})
        raise RuntimeError
    assert store.roster_changes() == []
    assert store.swap(1).decision == ""  # type: ignore[union-attr]


def test_of_two_who_decide_at_once_one_does(store: DjangoStore) -> None:
    store.add_swap(NOW, "anna", ASKED, NOW + DAY)
    made: list[bool] = []
    both = threading.Barrier(2)

    def decide(person: str) -> None:
        both.wait(30)
        with store.deciding():
            made.append(store.decide_swap(1, NOW, person, "accepted", {}))
        store.close()

    threads = [threading.Thread(target=decide, args=(name,)) for name in ("ben", "cleo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(made) == [False, True]


@pytest.mark.parametrize("sql", ["UPDATE tocsin_swap SET actor = 'eve'", "DELETE FROM tocsin_swap"])
def test_nothing_is_edited(store: DjangoStore, sql: str) -> None:
    from django.db import Error  # noqa: TID251 (what a trigger raises)

    store.add_swap(NOW, "anna", ASKED, NOW + DAY)
    with pytest.raises((StoreUnavailable, Error)), store._session.transaction():
        store._session.run(sql)
    assert [one.actor for one in store.swaps(NOW)] == ["anna"]
