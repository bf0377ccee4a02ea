"""A worker in a process of its own that does what the benchmark says, line by line, and tells what it did.

`cycles`: empties the queue at a given instant, with the worker's own turns. `night`: the whole worker by the
real clock until the next line; tells when each message was handed to the transport, which accepts at once.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from tocsin.app.desk import Desk
from tocsin.app.ports import Outgoing, Snapshot
from tocsin.app.ports_delivery import Accepted, Sent
from tocsin.core.model.instant import to_micros
from tocsin.storage.store import DjangoStore, open_store
from tocsin.storage.streams import SNAPSHOT, snapshot_of
from tocsin.worker.desk import DeskAtWork
from tocsin.worker.loop import Worker
from tocsin.worker.needs import Counts, House
from tocsin.worker.settings import Settings
from tocsin.worker.turns import Turns

POOL = int(os.environ.get("TOCSIN_BENCH_POOL", str(Settings().pool)))
CHANNELS = ("email", "webhook", "sms", "phone")


class Scanning(DjangoStore):
    """The same store, looking through the whole table for what is due, as without its partial index."""

    @contextmanager
    def claim(self, now: datetime, limit: int) -> Iterator[Sequence[Snapshot]]:
        at = to_micros(now)
        end = f"ORDER BY wake_at + 0, id LIMIT %s {self._session.dialect.skip}"
        with self._session.transaction():
            sql = f"SELECT {SNAPSHOT} FROM tocsin_stream WHERE wake_at + 0 <= %s {end}"
            yield [snapshot_of(row) for row in self._session.fetch(sql, [at, limit])]


class Post:
    """A transport that accepts at once, and remembers when."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, float]] = []

    def send(self, outgoing: Outgoing) -> Sent:
        self.sent.append((outgoing.stream, time.time()))
        return Accepted("ok")


def house(store: DjangoStore, clock: Callable[[], datetime], post: Post, settings: Settings) -> House:
    return House(
        store,
        DeskAtWork(Desk(store), CHANNELS),
        post,
        clock,
        time.monotonic,
        lambda _event, **_fields: None,
        f"bench {threading.get_native_id()}",
        settings,
    )


def cycles(store: DjangoStore, wish: dict[str, Any]) -> tuple[int, float]:
    """How many escalations it handled, in how many seconds of its processor time; at most `most`."""
    begun = time.process_time()
    now = datetime.fromisoformat(wish["now"])
    used = Scanning(store._session) if wish["scan"] else store
    counts = Counts()
    turns = Turns(house(used, lambda: now, Post(), Settings(batch=wish["batch"])), counts)
    while counts.turned < wish["most"] and turns.batch():
        pass
    assert counts.poisoned == 0, "an escalation made trouble"
    return counts.turned, time.process_time() - begun


def night(store: DjangoStore, wish: dict[str, Any]) -> tuple[list[tuple[str, float]], float]:
    """When each message was sent, as stream and instant, and the seconds of its processor time."""
    begun = time.process_time()
    post = Post()
    worker = Worker(house(store, lambda: datetime.now(UTC), post, Settings(batch=wish["batch"], pool=POOL)))
    told = threading.Thread(target=lambda: (sys.stdin.readline(), worker.stop()), daemon=True)
    told.start()
    worker.run()
    told.join()
    return post.sent, time.process_time() - begun


def main(url: str) -> None:
    store = open_store(url)
    Desk(store).books.current()
    print("ready", flush=True)
    while line := sys.stdin.readline():
        wish = json.loads(line)
        done: Any = cycles(store, wish) if wish["do"] == "cycles" else night(store, wish)
        print(json.dumps(done), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
