"""The feed tells every event once and in one order, whatever order transactions end in."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from tests.contract.store.makes import NOW, change
from tocsin.storage.store import DjangoStore, open_store

THREADS, EACH = 4, 25


def read(store: DjangoStore, after: int = 0, limit: int = 3) -> list[tuple[str, int]]:
    """Everything behind a position, a few at a time."""
    found: list[tuple[str, int]] = []
    while page := store.feed(after, limit):
        assert [one.position for one in page] == sorted({one.position for one in page})
        assert page[0].position > after
        found += [(one.stream, one.version) for one in page]
        after = page[-1].position
    return found


def test_events_come_in_the_order_in_which_they_were_saved(store: DjangoStore) -> None:
    assert (store.feed_end(), list(store.feed(0))) == (0, [])
    store.save([change("ESC-1"), change("ESC-2", 0, "reported", "opened")])
    end = store.feed_end()
    store.save([change("ESC-1", 1)])
    assert read(store) == [("ESC-1", 1), ("ESC-2", 1), ("ESC-2", 2), ("ESC-1", 2)]
    assert read(store, end) == [("ESC-1", 2)]
    (last,) = store.feed(end)
    assert (last.kind, last.actor, last.at) == ("noted", "anna", NOW)


def elsewhere(url: str, work: Callable[[DjangoStore], None]) -> threading.Thread:
    def run() -> None:
        other = open_store(url)
        try:
            work(other)
        finally:
            other.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_what_is_saved_later_but_took_its_place_before_is_waited_for(store: DjangoStore, url: str) -> None:
    """One transaction has taken its positions and is not done; another begins later and is done first."""
    if not store.is_shared:
        pytest.skip("SQLite has one writer at a time")
    store.save([change("ESC-1")])
    saved, go_on = threading.Event(), threading.Event()

    def slow(other: DjangoStore) -> None:
        with other._session.transaction():
            other.save([change("ESC-2")])
            saved.set()
            assert go_on.wait(30)

    thread = elsewhere(url, slow)
    assert saved.wait(30)
    store.save([change("ESC-3")])
    first = read(store)
    assert first == [("ESC-1", 1)]
    end = store.feed_end()
    go_on.set()
    thread.join(30)
    assert read(store, end) == [("ESC-2", 1), ("ESC-3", 1)]


def test_a_transaction_that_is_undone_holds_nobody_up(store: DjangoStore) -> None:
    store.save([change("ESC-1")])
    with pytest.raises(ZeroDivisionError), store._session.transaction():
        store.save([change("ESC-2")])
        raise ZeroDivisionError
    store.save([change("ESC-3")])
    assert read(store) == [("ESC-1", 1), ("ESC-3", 1)]


def test_a_reader_beside_many_writers_misses_nothing(store: DjangoStore, url: str) -> None:
    done = threading.Event()
    found: list[tuple[str, int]] = []

    def follow(other: DjangoStore) -> None:
        after = 0
        while True:
            last = done.is_set()
            page = other.feed(after, 7)
            found.extend((one.stream, one.version) for one in page)
            after = page[-1].position if page else after
            if last and not page:
                return

    def write(thread: int) -> Callable[[DjangoStore], None]:
        def work(other: DjangoStore) -> None:
            for n in range(EACH):
                other.save([change(f"ESC-{thread}", n), change(f"ESC-{thread}0{n}")])

        return work

    reader = elsewhere(url, follow)
    writers = [elsewhere(url, write(n)) for n in range(1, THREADS + 1)]
    for thread in writers:
        thread.join(120)
    done.set()
    reader.join(60)
    assert len(found) == len(set(found)) == 2 * THREADS * EACH
    for n in range(1, THREADS + 1):
        own = [version for stream, version in found if stream == f"ESC-{n}"]
        assert own == list(range(1, EACH + 1))


def test_positions_beyond_what_half_a_lock_holds(store: DjangoStore, url: str) -> None:
    if not store.is_shared:
        pytest.skip("there are no locks to speak of")
    for start in (2**31 - 2, 2**32 + 5):
        store._session.run(f"ALTER SEQUENCE tocsin_event_position_seq RESTART WITH {start}")
        end = store.feed_end()
        with store._session.transaction():
            store.save([change(f"ESC-{start}", 0, "reported", "opened", "noted")])
            assert other_end(url) == end
        assert read(store, end) == [(f"ESC-{start}", version) for version in (1, 2, 3)]


def other_end(url: str) -> int:
    found: list[int] = []
    elsewhere(url, lambda other: found.append(other.feed_end())).join(30)
    return found[0]
