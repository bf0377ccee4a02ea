"""Verification: the whole record is read, every link is made again, and what does not hold is named.

Two readings: stream by stream (edits, gaps, order, a tail cut off: the head says how far it went), then
lane by lane (a stream taken away whole, positions exchanged). What was erased with the chain's own word
for it is no fault, and is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.app.ports_upkeep import Progress, Verified
from tocsin.core.model.chain import GENESIS, Link, link_hash, marks
from tocsin.storage.lanes import Faults, check_lanes
from tocsin.storage.session import Part, Session
from tocsin.storage.vouching import ERASED, Suspects

_PAGE = 2000
_EVENT = "stream, version, at, kind, actor, policy, key, data, previous, hash, marks"
_LINK = 8


class Verifies(Part):
    """The check of the record."""

    def verify(self, progress: Progress | None = None) -> Verified:
        """Reads every event and checks every link, on one state of the database; writers go on.

        Names the stream, the version and the field of everything that does not hold.
        """
        faults = Faults()
        with self._session.snapshot():
            heads = _Heads(self._session, faults)
            walk = _Walk(faults)
            total = self._session.fetch("SELECT count(*) FROM tocsin_stream")[0][0]
            for row in _events(self._session):
                if walk.stream != row[0]:
                    heads.close(walk)
                    walk.end()
                    walk.begin(row[0])
                    _tell(progress, heads.done, total)
                walk.step(row)
            heads.close(walk)
            walk.end()
            heads.rest()
            digest = check_lanes(self._session, faults)
        return Verified(heads.done, walk.events, digest, tuple(faults.listed), faults.more, walk.erased)


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None and done % 500 == 0:
        progress(done, total)


def _events(session: Session) -> Iterator[Any]:
    """Every event, stream by stream, a page at a time."""
    stream, version = "", 0
    after = "WHERE (stream, version) > (%s, %s) ORDER BY stream, version LIMIT %s"
    sql = f"SELECT {_EVENT} FROM tocsin_event {after}"
    while page := session.fetch(sql, [stream, version, _PAGE]):
        yield from page
        stream, version = page[-1][0], page[-1][1]


def _plain(value: Any) -> Any:
    """SQLite lets any kind of value into any column: what is no text or number is told as text."""
    return value if isinstance(value, str | int) else repr(value)


class _Walk:
    """Where one stream's chain is while its events pass by."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.events = self.erased = 0
        self._suspects = Suspects()
        self.begin("")

    def begin(self, stream: str) -> None:
        self.stream, self.version, self.hash = stream, 0, GENESIS

    def step(self, row: Any) -> None:
        link = Link(*map(_plain, row[:_LINK]))
        previous, hash_, kept = map(str, row[_LINK:])
        self.events += 1
        self._place(link, previous)
        if link_hash(previous, link) != hash_ or marks(link) != kept:
            self._suspects.suspect(link, kept)
        elif link.kind == ERASED:
            self._suspects.vouch(link)
        self.version, self.hash = link.version, hash_

    def _place(self, link: Link, previous: str) -> None:
        if link.version != self.version + 1:
            self._gap(link)
        elif previous != self.hash:
            message = "it does not follow the event before it: one of the two was replaced"
            self.faults.add(link.stream, link.version, "previous", message)

    def _gap(self, link: Link) -> None:
        missing = range(self.version + 1, link.version)
        told = f"{missing[0]}" if len(missing) == 1 else f"{missing[0]} to {missing[-1]}" if missing else "?"
        message = f"version {told} is missing before {link.version}"
        self.faults.add(link.stream, self.version + 1, "version", message)

    def end(self) -> None:
        """The stream's events are all read: what does not fit was erased with a word for it, or edited."""
        self.erased += self._suspects.close(self.stream, self.faults)


class _Heads:
    """The streams' heads in the same order as their events, to see what ends too early."""

    def __init__(self, session: Session, faults: Faults) -> None:
        self.faults, self.done = faults, 0
        self._heads = _pages(session)
        self._next = next(self._heads, None)

    def close(self, walk: _Walk) -> None:
        """A stream's events are all read: its head must say the same."""
        if not walk.stream:
            return
        while self._next is not None and self._next[0] < walk.stream:
            self._empty()
        if self._next is None or self._next[0] != walk.stream:
            self.faults.add(walk.stream, walk.version, "head", "the stream's head is missing")
            return
        self._compare(walk)
        self._move()

    def rest(self) -> None:
        """Heads after the last event's stream have no events at all."""
        while self._next is not None:
            self._empty()

    def _compare(self, walk: _Walk) -> None:
        assert self._next is not None  # noqa: S101 (close() looked)
        stream, version, hash_ = self._next
        if version > walk.version:
            message = f"the stream ends at version {walk.version}, its head says {version}"
            self.faults.add(stream, walk.version + 1, "version", message)
        elif version < walk.version or hash_ != walk.hash:
            message = f"the head says version {version}, and another hash than the last event"
            self.faults.add(stream, walk.version, "head", message)

    def _empty(self) -> None:
        assert self._next is not None  # noqa: S101 (both callers looked)
        stream, version, _ = self._next
        if version:
            self.faults.add(stream, 1, "version", f"every event is missing, the head says version {version}")
        self._move()

    def _move(self) -> None:
        self.done += 1
        self._next = next(self._heads, None)


def _pages(session: Session) -> Iterator[Any]:
    last = ""
    sql = "SELECT id, version, hash FROM tocsin_stream WHERE id > %s ORDER BY id LIMIT %s"
    while page := session.fetch(sql, [last, _PAGE]):
        yield from page
        last = page[-1][0]
