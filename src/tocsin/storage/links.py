"""New events as rows: each linked to the one before it in its stream, and in the transaction's lane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tocsin.app.ports import Change
from tocsin.core.model.chain import GENESIS, Link, canonical, lane_hash, link_hash, marks
from tocsin.core.model.instant import to_micros
from tocsin.storage.session import Session
from tocsin.storage.tables import clean


class Head(NamedTuple):
    """The last link of a stream."""

    version: int
    hash: str


NEW = Head(0, GENESIS)


class Lane:
    """A chain over all streams. A transaction holds one lane, so that nobody waits for another's."""

    def __init__(self, number: int, place: int, hash_: str) -> None:
        self.number, self.place, self.hash = number, place, hash_

    @classmethod
    def take(cls, session: Session) -> Lane:
        """A lane that nobody holds, or a new one; who follows the feed knows that events are coming."""
        named = f"id, place, hash, {session.dialect.announce}"
        free = f"SELECT {named} FROM tocsin_lane ORDER BY id LIMIT 1 {session.dialect.skip}"
        found = session.fetch(free)
        if not found:
            new = f"INSERT INTO tocsin_lane (place, hash) VALUES (0, %s) RETURNING {named}"
            found = session.fetch(new, [GENESIS])
        return cls(*found[0][:3])

    def next(self, event_hash: str) -> tuple[int, int, str]:
        """The event's lane, its place in it, and the lane's hash there."""
        self.place += 1
        self.hash = lane_hash(self.hash, event_hash)
        return self.number, self.place, self.hash

    def give_back(self, session: Session) -> None:
        """Keeps how far the lane is now."""
        sql = "UPDATE tocsin_lane SET place = %s, hash = %s WHERE id = %s"
        session.run(sql, [self.place, self.hash, self.number])


def event_rows(change: Change, head: Head, lane: Lane) -> tuple[list[Sequence[Any]], Head]:
    """The change's events as rows of EVENT, and the stream's new head.

    Raises ValueError for data that is no plain JSON.
    """
    rows: list[Sequence[Any]] = []
    at = to_micros(change.at)
    actor, policy, key = clean(change.actor), clean(change.policy), clean(change.key)
    for event in change.events:
        version = head.version + 1
        data = canonical(event.data)
        link = Link(clean(change.stream), version, at, clean(event.kind), actor, policy, key, data)
        hash_ = link_hash(head.hash, link)
        rows.append((*link, head.hash, hash_, marks(link), *lane.next(hash_)))
        head = Head(version, hash_)
    return rows, head


def mentions(changes: Sequence[Change]) -> list[Sequence[Any]]:
    """Which escalations were suggested to which, as rows of MENTION: what to look at when one is erased."""
    suggested = (
        (part.get("stream", ""), change.stream)
        for change in changes
        for event in change.events
        if event.kind == "duplicates_suggested"
        for part in event.data.get("suggestions", ())
    )
    return [(clean(about), clean(stream)) for about, stream in dict.fromkeys(suggested) if about]
