"""A worker's house from its parts, and a run of it with signals and an auditor beside it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tocsin import bootstrap, bootstrap_site, bootstrap_worker
from tocsin.app.erasure_retention import retain
from tocsin.app.ports_delivery import Ping
from tocsin.worker.audit import Audit, Auditor, look
from tocsin.worker.courier import Courier
from tocsin.worker.desk import DeskAtWork
from tocsin.worker.loop import Worker
from tocsin.worker.needs import Counts, Hook, House, Log, quiet
from tocsin.worker.settings import Settings
from tocsin.worker.upkeep import Upkeep


def open_house(db: str | None, log: Log, settings: Settings, hook: Hook = quiet) -> House:
    """Everything a worker needs. Raises Refused: a wrong setting, a schema that is not this release's."""
    desk, store = bootstrap_worker.desk(db)
    board = bootstrap_worker.switchboard(store)
    return House(
        books=store,
        desk=DeskAtWork(desk, board.channels),
        transport=board,
        clock=bootstrap.now,
        passed=bootstrap_worker.passed,
        log=log,
        name=bootstrap_worker.name(),
        settings=settings,
        hook=hook,
        close=board.close,
        courier=_courier(desk, store, log),
        keep=lambda now: retain(desk, now, batches=1).streams,
    )


def _courier(desk: Any, store: Any, log: Log) -> Courier:
    name = f"{bootstrap_worker.name()} courier"
    return Courier(bootstrap_site.courier_needs(desk, store, name), bootstrap_site.hook_sender(), log)


@contextmanager
def couriered(house: House) -> Iterator[None]:
    """Webhooks leave on a thread of their own while the block lasts."""
    stop = threading.Event()
    if house.courier is None:
        yield
        return
    thread = threading.Thread(target=house.courier.run, args=(stop,), name="courier", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(5)


@contextmanager
def kept(house: House) -> Iterator[None]:
    """Personal data whose time is over goes on a thread of its own while the block lasts."""
    stop = threading.Event()
    if house.keep is None:
        yield
        return
    run = Upkeep(house.keep, house.clock, house.log).run
    thread = threading.Thread(target=run, args=(stop,), name="upkeep", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(5)


def work(house: House, ping: Ping | None, once: bool) -> Counts:
    """Until SIGTERM or SIGINT, with an auditor on a thread of its own; `once`: until nothing is due."""
    worker = Worker(house)
    try:
        if once:
            counts = worker.run(once=True)
            if house.courier is not None:
                house.courier.settle()
            return counts
        with _audited(house, ping), couriered(house), kept(house), _stopped_in_order(worker):
            return worker.run()
    finally:
        house.close()


def audit(house: House) -> Audit:
    """One audit from outside any worker. Raises Refused."""
    return look(house.books, house.clock(), house.settings)


@contextmanager
def _audited(house: House, ping: Ping | None) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=Auditor(house, ping).run, args=(stop,), name="auditor", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(5)


@contextmanager
def _stopped_in_order(worker: Worker) -> Iterator[None]:
    """The first signal ends the work in order, the second one at once."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def stop(number: int, _: object) -> None:
        signal.signal(number, before[signal.Signals(number)])
        worker.stop()

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
