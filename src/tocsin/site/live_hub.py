"""One reader of the feed for a process, and its listeners: each event is written once and queued for each."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from tocsin.app.ports_feed import Fed, Feed
from tocsin.core.model.instant import iso

T = TypeVar("T")
EVERY = 0.5
"""Seconds between two looks at the feed."""
TROUBLED = 2.0
"""Seconds until the next look when the database did not answer."""
QUEUE = 256
"""Events that wait for one listener; more, and it is told to look at everything again."""
PAST = 1000
"""So many events are told again to one who comes back; more, and it is told to look at everything again."""
PAGE = 500


class Listener:
    """One open stream: what waits to be sent on it, as bytes."""

    __slots__ = ("_lost", "_waiting", "_wake", "ended")

    def __init__(self) -> None:
        self._waiting: deque[bytes] = deque()
        self._wake = asyncio.Event()
        self._lost = 0
        self.ended = False

    def put(self, text: bytes, position: int) -> None:
        """Queues an event; when there are too many, one `reset` stands for all of them."""
        if self._lost or len(self._waiting) >= QUEUE:
            self._waiting.clear()
            self._lost = position
        else:
            self._waiting.append(text)
        self._wake.set()

    def first(self, text: bytes) -> None:
        """Queues what comes before everything else."""
        self._waiting.appendleft(text)
        self._wake.set()

    def end(self) -> None:
        """Nothing more is sent."""
        self.ended = True
        self._wake.set()

    async def take(self, seconds: float) -> bytes:
        """What waits, all at once; empty after so many seconds without anything."""
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return b""
        self._wake.clear()
        if self._lost:
            found, self._lost = reset(self._lost), 0
            return found
        found = b"".join(self._waiting)
        self._waiting.clear()
        return found


class Hub:
    """Follows the feed while anybody listens: in the event loop, and the feed itself in a thread."""

    def __init__(self, store: Callable[[], Feed]) -> None:
        self._store = store
        self._listeners: set[Listener] = set()
        self._thread = ThreadPoolExecutor(1, "live-feed")
        self._reader: asyncio.Task[None] | None = None
        self._end: int | None = None
        self._closed = False

    @property
    def listening(self) -> int:
        """How many listen now."""
        return len(self._listeners)

    async def join(self, after: int | None) -> Listener:
        """A new listener; with `after` it first hears what it missed since that event.

        It is among the listeners before its past is read: what happens meanwhile may come twice, never not.
        """
        listener = Listener()
        if self._closed:
            listener.end()
            return listener
        self._listeners.add(listener)
        try:
            end = await self._ready()
            past = await self._past(after, end) if after is not None and after != end else b""
        except Exception:  # noqa: BLE001 (the database is away: once it is back, everything is looked at)
            end, past = 0, reset(0)
        # Its number, if any, comes last: who leaves in between hears the past again.
        listener.first(_HELLO + (past or _from(end)))
        return listener

    def leave(self, listener: Listener) -> None:
        """A listener is gone; after the last one nobody reads."""
        self._listeners.discard(listener)
        if not self._listeners and self._reader is not None:
            self._reader.cancel()
            self._reader, self._end = None, None

    def close(self) -> None:
        """Ends every stream, and lets no new one begin."""
        self._closed = True
        for listener in self._listeners:
            listener.end()

    async def _ready(self) -> int:
        if self._reader is None:
            self._reader = asyncio.create_task(self._read())
        if self._end is None:
            found = await self._ask(lambda: self._store().feed_end())
            self._end = found if self._end is None else self._end
        return self._end

    async def _past(self, after: int, end: int) -> bytes:
        if after > end:  # of another database
            return reset(end)
        found = await self._ask(lambda: self._store().feed(after, PAST + 1))
        return reset(end) if len(found) > PAST else b"".join(map(written, found))

    async def _read(self) -> None:
        wait = EVERY
        while True:
            await asyncio.sleep(wait)
            try:
                wait = await self._look()
            except Exception:  # noqa: BLE001 (the database is away: heartbeats go on, and so does the reader)
                wait = TROUBLED

    async def _look(self) -> float:
        if self._end is None:
            await self._ready()
            return EVERY
        after = self._end
        found = await self._ask(lambda: self._store().feed(after, PAGE))
        for fed in found:
            text = written(fed)
            for listener in self._listeners:
                listener.put(text, fed.position)
        if found:
            self._end = found[-1].position
        return 0.0 if len(found) == PAGE else EVERY

    async def _ask(self, question: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, question)


def written(fed: Fed) -> bytes:
    """An event as it is sent: `id` is its position, by which a stream is resumed."""
    data = {
        "stream": fed.stream, "version": fed.version, "kind": fed.kind, "actor": fed.actor, "at": iso(fed.at),
    }  # fmt: skip
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"id: {fed.position}\nevent: changed\ndata: {said}\n\n".encode()


def reset(position: int) -> bytes:
    """Look at everything again: what happened since is too much to be told."""
    return f"id: {position}\nevent: reset\ndata: {{}}\n\n".encode()


_HELLO = b"retry: 2000\n\n"


def _from(position: int) -> bytes:
    """The first word: from here on everything is told."""
    return f"id: {position}\nevent: ready\ndata: {{}}\n\n".encode()
