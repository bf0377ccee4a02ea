"""A worker in a process of its own that can be told to kill itself, and the far side of its transports.

Everything is imported here, so that a fork server can make hundreds of such processes a minute.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psycopg  # noqa: F401 (loaded before the fork)

from tocsin.app.desk import Desk
from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Accepted, Sent
from tocsin.storage.store import DjangoStore, open_store
from tocsin.worker.desk import DeskAtWork
from tocsin.worker.loop import Worker
from tocsin.worker.needs import House
from tocsin.worker.settings import Settings

POINTS = (
    "before-claim",
    "after-claim",
    "after-append",
    "after-commit",
    "before-lease",
    "after-lease",
    "after-send",
    "before-mark",
    "after-mark",
)


@dataclass(frozen=True)
class Life:
    """One worker process: where, when, and at the `count`-th passing of which point it is killed."""

    url: str
    box: str
    at: datetime
    point: str = ""
    count: int = 1
    name: str = "victim"
    pool: int = 8
    batch: int = 50
    lease: timedelta = timedelta(seconds=120)


def open_quickly(url: str) -> DjangoStore:
    """Processes are killed here, not machines: no commit has to wait for the disk."""
    store = open_store(url)
    options = store._session.connection.settings_dict["OPTIONS"]
    if store.is_shared:
        options["options"] += " -c synchronous_commit=off"
    else:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    return store


class Box:
    """What the far side received: one appended line a message, in the file when `send` returns."""

    def __init__(self, path: str) -> None:
        self._path = path

    def send(self, outgoing: Outgoing) -> Sent:
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(handle, f"{outgoing.id}\t{outgoing.channel}\t{outgoing.person}\n".encode())
        finally:
            os.close(handle)
        return Accepted("in the box")


def received(box: str) -> list[tuple[str, str, str]]:
    """Id, channel and person of each message that arrived, in order."""
    path = Path(box)
    if not path.exists():
        return []
    lines = path.read_text("utf-8").splitlines()
    return [(id_, channel, person) for id_, channel, person in (line.split("\t") for line in lines)]


def live(life: Life) -> None:
    """Runs one worker until everything due is done, or until it is killed."""
    seen: Counter[str] = Counter()
    lock = threading.Lock()

    def hook(point: str) -> None:
        with lock:
            seen[point] += 1
            if point == life.point and seen[point] == life.count:
                os.kill(os.getpid(), signal.SIGKILL)

    store = open_quickly(life.url)
    settings = Settings(batch=life.batch, pool=life.pool, lease=life.lease)
    house = House(
        books=store,
        desk=DeskAtWork(Desk(store), ("email", "webhook")),
        transport=Box(life.box),
        clock=lambda: life.at,
        passed=lambda: 0.0,
        log=lambda _, **__: None,
        name=f"{life.name} {os.getpid()}",
        settings=settings,
        hook=hook,
    )
    Worker(house).run(once=True)
