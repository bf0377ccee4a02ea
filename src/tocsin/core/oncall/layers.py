"""Layers: who has a turn by one pattern, within its windows, between its start and its end (A4.2)."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Protocol

from tocsin.core.oncall.turns import Turns
from tocsin.core.oncall.wall import EARLIEST, LATEST
from tocsin.core.oncall.windows import Windows

Holders = tuple[tuple[str, int], ...]
"""People with the number of their turn."""


class Spell(NamedTuple):
    """A span in which the same people have the same turn; nobody, when `holders` is empty."""

    holders: Holders
    start: datetime
    end: datetime


class Pattern(Protocol):
    """Who has a turn when: asked for one instant, or for a period. Two ways, one answer."""

    def spell(self, at: datetime) -> Spell:
        """What holds at an aware instant."""
        ...

    def between(self, start: datetime, end: datetime) -> Iterator[Spell]:
        """The spells with somebody that overlap a period, whole and in order."""
        ...

    def people(self) -> frozenset[str]:
        """Everyone who ever has a turn."""
        ...


@dataclass(frozen=True)
class Cycle:
    """Groups take turns, one per turn, round and round; without turns the first always has it."""

    groups: tuple[tuple[str, ...], ...]
    turns: Turns | None = None

    def _holders(self, number: int) -> Holders:
        group = self.groups[number % len(self.groups)]
        return ((group[0], number),) if len(group) == 1 else tuple([(person, number) for person in group])

    def spell(self, at: datetime) -> Spell:
        """What holds at an aware instant, from the number of the turn."""
        if self.turns is None or not self.groups:
            return Spell(self._holders(0) if self.groups else (), EARLIEST, LATEST)
        number, begin, end = self.turns.turn(at)
        return Spell(self._holders(number), begin, end)

    def between(self, start: datetime, end: datetime) -> Iterator[Spell]:
        """The spells with somebody that overlap a period, by stepping from hand-off to hand-off."""
        if self.turns is None or not self.groups:
            yield from (spell for spell in [self.spell(start)] if spell.holders)
            return
        for number, begin, stop in self.turns.between(start, end):
            if holders := self._holders(number):
                yield Spell(holders, begin, stop)

    def people(self) -> frozenset[str]:
        """Everyone who ever has a turn."""
        return frozenset(person for group in self.groups for person in group)


class Planned(NamedTuple):
    """One shift that is written out: a person from an instant to another (UTC, end excluded)."""

    person: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Listed:
    """Shifts that are written out one by one, as an imported calendar gives them; they may overlap."""

    shifts: tuple[Planned, ...]

    @cached_property
    def _edges(self) -> list[datetime]:
        return sorted({edge for shift in self.shifts for edge in (shift.start, shift.end)})

    @cached_property
    def _spells(self) -> list[Spell]:
        starts: dict[datetime, list[int]] = {}
        for number, shift in enumerate(self.shifts):
            if shift.start < shift.end:
                starts.setdefault(shift.start, []).append(number)
        running: list[int] = []
        found = []
        for begin, end in zip(self._edges, self._edges[1:], strict=False):
            running = [n for n in running if self.shifts[n].end > begin] + starts.get(begin, [])
            holders = tuple((self.shifts[n].person, n) for n in sorted(running))
            found.append(Spell(holders, begin, end))
        return found

    def spell(self, at: datetime) -> Spell:
        """What holds at an aware instant."""
        edges = self._edges
        place = bisect_right(edges, at) - 1
        if 0 <= place < len(self._spells):
            return self._spells[place]
        start = edges[-1] if edges and at >= edges[-1] else EARLIEST
        return Spell((), start, edges[0] if edges and at < edges[0] else LATEST)

    def between(self, start: datetime, end: datetime) -> Iterator[Spell]:
        """The spells with somebody that overlap a period."""
        for spell in self._spells[max(bisect_right(self._edges, start) - 1, 0) :]:
            if spell.start >= end:
                return
            if spell.holders and spell.end > start:
                yield spell

    def people(self) -> frozenset[str]:
        """Everyone who has a shift."""
        return frozenset(shift.person for shift in self.shifts)


@dataclass(frozen=True)
class Layer:
    """A pattern that applies from `start` until `end` (UTC), in its windows only.

    Of the layers with somebody on call, those of the highest `rank` count; equal ranks count together.
    """

    id: str
    pattern: Pattern
    only: Windows | None = None
    start: datetime = EARLIEST
    end: datetime = LATEST
    rank: int = 0
    everyone: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "everyone", self.pattern.people())

    def spell(self, at: datetime) -> Spell:
        """Who has a turn at an aware instant, and the span around it in which nothing changes."""
        if at < self.start:
            return Spell((), EARLIEST, self.start)
        if at >= self.end:
            return Spell((), self.end, LATEST)
        since, until = self.start, self.end
        if self.only is not None:
            is_open, opened, closes = self.only.state(at)
            if not is_open:
                return Spell((), opened, closes)
            since, until = max(since, opened), min(until, closes)
        holders, begin, end = self.pattern.spell(at)
        return Spell(holders, max(begin, since), min(end, until))

    def between(self, start: datetime, end: datetime) -> Iterator[Spell]:
        """The spells with somebody that overlap a period, cut to it, in order."""
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return
        turns = self.pattern.between(start, end)
        open_ = [(start, end)] if self.only is None else list(self.only.between(start, end))
        yield from _overlaps(turns, open_, start, end)


def _overlaps(
    turns: Iterable[Spell], windows: list[tuple[datetime, datetime]], start: datetime, end: datetime
) -> Iterator[Spell]:
    """The turns' parts within the windows and the period; both come in order."""
    first = 0
    for holders, begin, stop in turns:
        low, high = max(begin, start), min(stop, end)
        while first < len(windows) and windows[first][1] <= low:
            first += 1
        for opens, closes in windows[first:]:
            if opens >= high:
                break
            yield Spell(holders, max(low, opens), min(high, closes))
