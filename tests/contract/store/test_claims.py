"""Due obligations: in order, to one worker at a time, all of a block or nothing; trouble stays alone."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from tests.contract.store.makes import MINUTE, NOW, change, due, out
from tocsin.app.ports import Conflict
from tocsin.storage.store import DjangoStore


def test_due_streams_are_claimed_earliest_first(store: DjangoStore) -> None:
    wakes = {"ESC-1": due(-1), "ESC-2": due(-3), "ESC-3": due(1), "ESC-4": None, "ESC-5": due(0)}
    store.save([change(stream, wake=wake) for stream, wake in wakes.items()])
    with store.claim(NOW, 10) as claimed:
        assert [one.stream for one in claimed] == ["ESC-2", "ESC-1", "ESC-5"]
        assert claimed[0].wake == due(-3)
    with store.claim(NOW, 1) as claimed:
        assert [one.stream for one in claimed] == ["ESC-2"]
    with store.claim(NOW - timedelta(hours=1), 10) as claimed:
        assert claimed == ()


def test_what_is_saved_in_the_block_is_committed_at_its_end(store: DjangoStore) -> None:
    store.save([change("ESC-1", wake=due())])
    with store.claim(NOW, 10) as claimed:
        store.save([change(claimed[0].stream, claimed[0].version, wake=due(10), outgoing=(out("ESC-1"),))])
    snapshot = store.load("ESC-1")
    assert snapshot is not None and (snapshot.version, snapshot.wake) == (2, due(10))
    with store.claim(NOW, 10) as claimed:
        assert claimed == ()


def test_an_exception_undoes_the_whole_block(store: DjangoStore) -> None:
    store.save([change("ESC-1", wake=due()), change("ESC-2", wake=due())])
    with pytest.raises(RuntimeError), store.claim(NOW, 10) as claimed:
        store.save([change(one.stream, one.version) for one in claimed])
        raise RuntimeError
    assert [len(store.events(stream)) for stream in ("ESC-1", "ESC-2")] == [1, 1]
    with store.claim(NOW, 10) as claimed:
        assert len(claimed) == 2
    assert store.verify().faults == ()


def test_a_conflict_inside_the_block_leaves_the_rest_of_it_whole(store: DjangoStore) -> None:
    store.save([change("ESC-1", wake=due()), change("ESC-2", wake=due())])
    with store.claim(NOW, 10):
        store.save([change("ESC-1", 1)])
        with pytest.raises(Conflict):
            store.save([change("ESC-3"), change("ESC-2", 7)])
    assert [len(store.events(f"ESC-{n}")) for n in (1, 2, 3)] == [2, 1, 0]
    assert store.verify().faults == ()


def test_a_poison_stream_is_put_off_and_the_others_go_on(store: DjangoStore) -> None:
    store.save([change("ESC-1", wake=due(-5)), change("ESC-2", wake=due(-1))])
    for _ in range(2):
        with store.claim(NOW, 1) as claimed:
            assert claimed[0].stream == "ESC-1"
            store.postpone("ESC-1", NOW - 3 * MINUTE, "`rung` has no target\0")
    store.postpone("ESC-1", NOW + MINUTE, "still")
    with store.claim(NOW, 10) as claimed:
        assert [one.stream for one in claimed] == ["ESC-2"]
    stuck = store.overdue(NOW - 2 * MINUTE)
    assert [(one.stream, one.troubles, one.error) for one in stuck] == [("ESC-1", 3, "still")]
    assert (stuck[0].due_at, stuck[0].tries_at) == (NOW - 5 * MINUTE, NOW + MINUTE)
    with store.claim(NOW + MINUTE, 10) as claimed:
        assert [one.wake for one in claimed if one.stream == "ESC-1"] == [due(-5)]
        store.save([change("ESC-1", 1, wake=due(10))])
    assert store.overdue(NOW - 2 * MINUTE) == []


def test_overdue_names_what_nobody_looked_at_oldest_first(store: DjangoStore) -> None:
    store.save([change(f"ESC-{n}", wake=due(-n)) for n in range(1, 6)])
    assert [one.stream for one in store.overdue(NOW - 2 * MINUTE, limit=2)] == ["ESC-5", "ESC-4"]
    assert [one.stream for one in store.next_due(limit=2)] == ["ESC-5", "ESC-4"]


def test_two_workers_never_get_the_same_stream(store: DjangoStore) -> None:
    store.save([change(f"ESC-{n}", wake=due()) for n in range(1, 5)])
    seen: list[list[str]] = []

    def other() -> None:
        with store.claim(NOW, 2) as claimed:
            seen.append([one.stream for one in claimed])
        store.close()

    thread = threading.Thread(target=other)
    with store.claim(NOW, 2) as claimed:
        seen.append([one.stream for one in claimed])
        thread.start()
        if store.is_shared:  # on SQLite the other waits for the end of the block
            thread.join(30)
        store.save([change(one.stream, one.version) for one in claimed])
    thread.join(30)
    assert sorted(seen) == [["ESC-1", "ESC-2"], ["ESC-3", "ESC-4"]]


def test_workers_that_race_handle_each_obligation_once(store: DjangoStore) -> None:
    count, workers = 60, 3
    store.save([change(f"ESC-{n}", wake=due()) for n in range(count)])
    handled: list[str] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            while True:
                with store.claim(NOW, 5) as claimed:
                    store.save([change(one.stream, one.version) for one in claimed])
                handled.extend(one.stream for one in claimed)
                if not claimed:
                    return
        except BaseException as error:  # noqa: BLE001 (shown by the assertion below)
            failures.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    assert sorted(handled) == sorted(f"ESC-{n}" for n in range(count))
    assert all(len(store.events(f"ESC-{n}")) == 2 for n in range(count))
    assert store.verify().faults == ()


def test_links_in_both_directions_at_once_do_not_block_each_other(store: DjangoStore) -> None:
    store.save([change("ESC-1"), change("ESC-2")])
    failures: list[BaseException] = []

    def link(first: str, second: str) -> None:
        done = 0
        while done < 15:
            versions = [snapshot.version for one in (first, second) if (snapshot := store.load(one))]
            try:
                pairs = zip((first, second), versions, strict=True)
                store.save([change(one, version) for one, version in pairs])
                done += 1
            except Conflict:
                continue
            except BaseException as error:  # noqa: BLE001 (shown by the assertion below)
                failures.append(error)
                break
        store.close()

    threads = [threading.Thread(target=link, args=pair) for pair in (("ESC-1", "ESC-2"), ("ESC-2", "ESC-1"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert [len(store.events(one)) for one in ("ESC-1", "ESC-2")] == [31, 31]


def test_two_people_at_once_never_lose_an_update(store: DjangoStore) -> None:
    store.save([change("ESC-1")])
    told: list[str] = []

    def command(name: str) -> None:
        done = 0
        while done < 10:
            snapshot = store.load("ESC-1")
            assert snapshot is not None
            try:
                store.save([change("ESC-1", snapshot.version, actor=name, key=f"{name}{done}")])
            except Conflict:
                told.append(name)
                continue
            done += 1
        store.close()

    threads = [threading.Thread(target=command, args=(name,)) for name in ("anna", "bob", "cleo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(store.events("ESC-1")) == 31
    assert store.verify().faults == ()


def test_who_holds_a_stream_decides_alone(store: DjangoStore) -> None:
    store.save([change("ESC-1")])
    failures: list[BaseException] = []

    def command(name: str) -> None:
        try:
            for n in range(10):
                with store.hold(["ESC-1"]):
                    snapshot = store.load("ESC-1")
                    assert snapshot is not None
                    store.save([change("ESC-1", snapshot.version, actor=name, key=f"{name}{n}")])
        except BaseException as error:  # noqa: BLE001 (shown by the assertion below)
            failures.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=command, args=(name,)) for name in ("anna", "bob", "cleo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert len(store.events("ESC-1")) == 31


def test_an_exception_while_holding_undoes_what_was_saved(store: DjangoStore) -> None:
    store.save([change("ESC-1")])
    with pytest.raises(RuntimeError), store.hold(["ESC-1", "ESC-2"]):
        store.save([change("ESC-1", 1), change("ESC-2")])
        raise RuntimeError
    assert [len(store.events(one)) for one in ("ESC-1", "ESC-2")] == [1, 0]
