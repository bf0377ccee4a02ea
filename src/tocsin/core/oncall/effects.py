"""What a change of the roster would do, told before it is made: gaps, double booking, rest (A4.2, A13.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from tocsin.core.oncall.changes import Change
from tocsin.core.oncall.duty import Duty, doubled, duties, joined
from tocsin.core.oncall.roster import Roster

AROUND = timedelta(days=15)
"""How far around a change one looks for what comes before and after it."""
Span = tuple[datetime, datetime]


class Kind(StrEnum):
    """What an effect is about."""

    GAP = "gap"
    FEWER = "fewer"
    DOUBLE = "double"
    ROW = "row"
    REST = "rest"


GRAVE = frozenset({Kind.GAP, Kind.FEWER, Kind.DOUBLE})
"""Effects that nobody causes without saying so."""


@dataclass(frozen=True)
class Limits:
    """What is named to people: more than `row` on call without a break, less than `rest` between two."""

    row: timedelta = timedelta(hours=12)
    rest: timedelta = timedelta(hours=11)


@dataclass(frozen=True)
class Effect:
    """One thing that a change would bring about, from `start` to `end` (UTC, end excluded).

    `person` is "" for a gap; `rotations` are those it is about. For `ROW` the span is the time on call
    without a break, for `REST` the break itself.
    """

    kind: Kind
    start: datetime
    end: datetime
    person: str = ""
    rotations: tuple[str, ...] = ()

    @property
    def is_grave(self) -> bool:
        """True when somebody has to say that they want it all the same."""
        return self.kind in GRAVE


def effects(roster: Roster, changes: Sequence[Change], limits: Limits | None = None) -> tuple[Effect, ...]:
    """What these changes would newly bring about, in order of time, the grave ones first.

    What is so already without them is not told. Raises ValueError for a rotation that is not known.
    """
    found = tuple(_all(roster, roster.changed(changes), changes, limits or Limits())) if changes else ()
    return tuple(sorted(found, key=lambda effect: (not effect.is_grave, effect.start, effect.kind)))


def _all(before: Roster, after: Roster, changes: Sequence[Change], limits: Limits) -> Iterator[Effect]:
    for change in changes:
        yield from _fewer(before, after, change)
    start = min(change.start for change in changes) - AROUND
    end = max(change.end for change in changes) + AROUND
    was, is_ = duties(before, start, end), duties(after, start, end)
    yield from _doubles(was, is_)
    for person in sorted({name for change in changes for name in change.people()}):
        own, theirs = _own(was, person), _own(is_, person)
        if own != theirs:
            yield from _rows(person, own, theirs, limits.row)
            yield from _rests(person, own, theirs, limits.rest)


def _own(found: Sequence[Duty], person: str) -> list[Duty]:
    return [duty for duty in found if duty.person == person]


def _fewer(before: Roster, after: Roster, change: Change) -> Iterator[Effect]:
    """Spans in which fewer people are on call than without the change: a gap when nobody is left."""
    was = _counted(before, change)
    for start, end, count in _counted(after, change):
        for begin, stop, usual in was:
            low, high = max(start, begin), min(end, stop)
            if low < high and count < usual:
                kind = Kind.FEWER if count else Kind.GAP
                yield Effect(kind, low, high, "", (change.rotation,))


def _counted(roster: Roster, change: Change) -> list[tuple[datetime, datetime, int]]:
    """How many people are on call in the changed rotation, span by span."""
    shifts = [s for s in roster.shifts(change.rotation, change.start, change.end) if s.person]
    edges = sorted({change.start, change.end, *(edge for s in shifts for edge in (s.start, s.end))})
    made: list[tuple[datetime, datetime, int]] = []
    for start, end in pairwise(edges):
        count = sum(s.start <= start and s.end >= end for s in shifts)
        if made and made[-1][2] == count:
            made[-1] = (made[-1][0], end, count)
        else:
            made.append((start, end, count))
    return made


def _doubles(was: Sequence[Duty], is_: Sequence[Duty]) -> Iterator[Effect]:
    before = doubled(was)
    for one in doubled(is_):
        same = [b for b in before if b.person == one.person and set(b.rotations) >= set(one.rotations)]
        known = joined((b.start, b.end) for b in same)
        for start, end in _without((one.start, one.end), known):
            yield Effect(Kind.DOUBLE, start, end, one.person, one.rotations)


def _without(span: Span, known: Sequence[Span]) -> Iterator[Span]:
    """What is left of a span when these, in order and apart, are taken out."""
    start, end = span
    for begin, stop in known:
        if start < min(begin, end):
            yield start, min(begin, end)
        start = max(start, stop)
    if start < end:
        yield start, end


def _rows(person: str, was: Sequence[Duty], is_: Sequence[Duty], limit: timedelta) -> Iterator[Effect]:
    """Several shifts that now follow each other without a break, for longer than the limit."""
    before = joined((d.start, d.end) for d in was)
    for start, end in joined((d.start, d.end) for d in is_):
        within = [d for d in is_ if start <= d.start < end]
        longest = max(d.end - d.start for d in within)
        known = any(begin <= start and end <= stop for begin, stop in before)
        if end - start > max(limit, longest) and not known:
            held = tuple(sorted({d.rotation for d in within}))
            yield Effect(Kind.ROW, start, end, person, held)


def _rests(person: str, was: Sequence[Duty], is_: Sequence[Duty], limit: timedelta) -> Iterator[Effect]:
    """Breaks between two shifts that are shorter than the limit, and no time that somebody is freed from."""
    before = {pause for pause in _pauses(was) if pause[1] - pause[0] < limit}
    for start, end in _pauses(is_):
        freed = any(duty.start < end and start < duty.end for duty in was)
        if end - start < limit and not freed and (start, end) not in before:
            yield Effect(Kind.REST, start, end, person)


def _pauses(own: Sequence[Duty]) -> Iterator[Span]:
    spans = joined((duty.start, duty.end) for duty in own)
    for (_, end), (start, _) in pairwise(spans):
        yield end, start
