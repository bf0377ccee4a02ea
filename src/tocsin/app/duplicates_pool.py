"""Tickets that a new one may duplicate, kept in the process and brought up to date by the feed (A2.4).

Reading thousands of lines and their words for every report would take a quarter of a second. What was read
stays, and before each question the lines that changed since the last one are read again: none is missed,
for the feed is never read past what is still being written.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Protocol

from tocsin.app.ports import Row
from tocsin.core.policy.schema.triage import Duplicates
from tocsin.core.triage.duplicates import FACTS_LIFT, candidates, reach
from tocsin.core.triage.likeness import Candidate, Score, Text

LOOKED_AT = 2500
"""So many tickets of a segment are compared at most, newest first: the answer is quick on any desk."""
SLACK = 500
"""So many more are kept before the oldest are let go, and so many less before more are fetched."""
CHANGED = 5000
"""After so many events everything is read again."""
WORKED_ON = "open"
"""The status of an escalation whose impact has not stopped."""


class Index(Protocol):
    """Judges how alike a text and those of some tickets are, while they come and go."""

    def put(self, key: str, text: Text) -> None:
        """Takes a ticket in, or over the one of the same key."""

    def drop(self, key: str) -> None:
        """Lets a ticket go."""

    def best(self, query: Text, allowed: "Allowed", top: int, least: float = 0.0) -> list[tuple[str, Score]]:
        """The `top` tickets most like a text among those that are allowed, best first, by their keys.

        Those with a score below `least` are left out.
        """


class Allowed(Protocol):
    """Whether a ticket may be compared."""

    def __call__(self, key: str, /) -> bool:
        """True for one that may."""


class Source(Protocol):
    """What the pool asks of the store."""

    def recent(self, segment: str, since: datetime, limit: int) -> Sequence[Row]:
        """Lines of a segment reported since, and all open ones, newest first."""

    def changed(self, after: int, most: int) -> Sequence[Row] | None:
        """Lines of streams with an event behind a position; None for more than `most` events."""

    def feed_end(self) -> int:
        """The position up to which nothing more appears."""


class Makes(Protocol):
    """A judge that can index."""

    def index(self) -> Index:
        """An empty index."""


@dataclass
class _Segment:
    index: Index
    known: dict[str, Candidate] = field(default_factory=dict)
    full: bool = False
    """Whether there were more than are compared when it was read."""


class Pool:
    """The tickets of each segment that was asked for. Safe between threads."""

    def __init__(self, store: Source, judge: Makes) -> None:
        self._store, self.judge = store, judge
        self._segments: dict[str, _Segment] = {}
        self._cursor = -1
        self._lock = Lock()

    def near(
        self, new: Candidate, rules: Duplicates, now: datetime, top: int
    ) -> tuple[tuple[Candidate, ...], list[Score]]:
        """The tickets most like a new one that the policy lets it be compared with, and how alike they are.

        Among them, unscored, are those of which one of them is a duplicate.
        """
        with self._lock:
            segment = self._synced(new.segment, now - reach(rules))

            def allowed(key: str) -> bool:
                return bool(candidates(new, (segment.known[key],), rules, now))

            found = segment.index.best(Text(new.title, new.text), allowed, top, _least(rules))
            return _with_originals(segment.known, found, allowed)

    def _synced(self, name: str, since: datetime) -> _Segment:
        end = self._store.feed_end()
        changed = self._store.changed(self._cursor, CHANGED) if end > self._cursor >= 0 else ()
        if changed is None:
            self._segments = {}
        for row in changed or ():
            self._take(row, since)
        self._cursor = end
        segment = self._segments.get(name)
        if segment is None or (segment.full and len(segment.known) < LOOKED_AT - SLACK):
            segment = self._segments[name] = self._read(name, since)
        if len(segment.known) > LOOKED_AT + SLACK:
            _prune(segment, since)
        return segment

    def _read(self, name: str, since: datetime) -> _Segment:
        rows = self._store.recent(name, since, LOOKED_AT)
        segment = _Segment(self.judge.index(), full=len(rows) == LOOKED_AT)
        for row in reversed(rows):
            _put(segment, candidate(row))
        return segment

    def _take(self, row: Row, since: datetime) -> None:
        for name, segment in self._segments.items():
            if name == row.segment and (row.closed_at is None or row.reported_at >= since):
                _put(segment, candidate(row))
            elif row.stream in segment.known:
                _drop(segment, row.stream)


def _least(rules: Duplicates) -> float:
    """Below this no agreeing facts can lift a score to where it is suggested."""
    above = min(rules.suggest_above, 1.0)
    share = (1 + FACTS_LIFT - math.sqrt((1 + FACTS_LIFT) ** 2 - 4 * FACTS_LIFT * above)) / (2 * FACTS_LIFT)
    return max(0.0, share - 0.001)


def candidate(row: Row) -> Candidate:
    """A line of the list as duplicates see it."""
    return Candidate(
        stream=row.stream,
        title=row.title,
        text=row.text.removeprefix(row.title).strip(),
        opened_at=row.reported_at,
        closed_at=row.closed_at,
        segment=row.segment,
        facts=row.alike,
        worked_on=row.status == WORKED_ON,
        severity=row.severity,
        level=row.level,
        original=row.original,
    )


def _put(segment: _Segment, ticket: Candidate) -> None:
    segment.known[ticket.stream] = ticket
    segment.index.put(ticket.stream, Text(ticket.title, ticket.text))


def _drop(segment: _Segment, stream: str) -> None:
    del segment.known[stream]
    segment.index.drop(stream)


def _prune(segment: _Segment, since: datetime) -> None:
    """Those that are too old go, then the oldest of all."""
    order = sorted(
        segment.known.values(), key=lambda t: (t.closed_at is None or t.opened_at >= since, t.opened_at)
    )
    for ticket in order[: len(order) - LOOKED_AT]:
        _drop(segment, ticket.stream)
    segment.full = True


def _with_originals(
    known: dict[str, Candidate], found: Sequence[tuple[str, Score]], allowed: Allowed
) -> tuple[tuple[Candidate, ...], list[Score]]:
    keys = [key for key, _ in found]
    behind = (known[key].original for key in keys)
    more = [key for key in dict.fromkeys(behind) if key in known and key not in set(keys) and allowed(key)]
    scores = [_at(score, place) for place, (_, score) in enumerate(found)]
    return tuple(known[key] for key in (*keys, *more)), scores


def _at(score: Score, place: int) -> Score:
    return Score(place, score.score, score.text, score.title, score.words, score.meaning)
