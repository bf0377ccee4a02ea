"""Changes to a rotation for a while: overrides, swaps, and spans whose shifts are written out (A4.2).

Changes are made to whoever is on call by the layers, one after the other, in the order in which they are
given: each works on what the ones before it left. So a stand-in who swaps is swapped, somebody can be put on
call within a gap, and nobody comes up from a lower layer for somebody who was taken off without a stand-in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from tocsin.core.oncall.layers import Listed, Planned
from tocsin.core.oncall.wall import EARLIEST, LATEST


class Entry(NamedTuple):
    """Somebody on call, and how it came about: layer, turn, and the changes by their places in the list."""

    person: str
    layer: str
    turn: int
    changes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Change:
    """What all changes have: `id`, who made it and why, and when it holds (UTC, end excluded)."""

    rotation: str
    start: datetime = EARLIEST
    end: datetime = LATEST
    id: str = ""
    by: str = ""
    reason: str = ""

    def spans(self) -> Iterable[tuple[datetime, datetime]]:
        """The spans in which it does the same thing all the time."""
        return [(self.start, self.end)] if self.start < self.end else []

    def people(self) -> set[str]:
        """Everyone whom it names."""
        raise NotImplementedError

    def apply(self, entries: list[Entry], place: int, at: datetime) -> list[Entry]:
        """Who is on call after the change; `place` is its own place in the list of changes."""
        raise NotImplementedError


@dataclass(frozen=True)
class Override(Change):
    """`person` stands in for `instead_of` while that one is on call; one of them alone: added, or taken off.

    With `alone`, `person` is on call instead of everybody, whoever it would have been.
    """

    person: str | None = None
    instead_of: str | None = None
    alone: bool = False

    def people(self) -> set[str]:
        """Everyone whom it names."""
        return {name for name in (self.person, self.instead_of) if name}

    def apply(self, entries: list[Entry], place: int, at: datetime) -> list[Entry]:
        """Who is on call after it. Nobody is on call twice."""
        if self.alone:
            return [Entry(self.person, "", 0, (place,))] if self.person else []
        there = any(e.person == self.person for e in entries)
        if self.instead_of is None:
            return entries if there or not self.person else [*entries, Entry(self.person, "", 0, (place,))]
        found = []
        for entry in entries:
            if entry.person != self.instead_of:
                found.append(entry)
            elif self.person and (not there or self.person == self.instead_of):
                found.append(Entry(self.person, entry.layer, entry.turn, (*entry.changes, place)))
        return found

    def __str__(self) -> str:
        if self.alone:
            return f"{self.person or 'nobody'} instead of everybody"
        if self.instead_of is None:
            return f"{self.person} in addition"
        return f"{self.person} instead of {self.instead_of}" if self.person else f"without {self.instead_of}"


@dataclass(frozen=True)
class Swap(Change):
    """Two people exchange their shifts: each is on call where the other would have been."""

    one: str = ""
    other: str = ""

    def people(self) -> set[str]:
        """Everyone whom it names."""
        return {self.one, self.other}

    def apply(self, entries: list[Entry], place: int, at: datetime) -> list[Entry]:
        """Who is on call after it."""
        exchange = {self.one: self.other, self.other: self.one}
        return [
            Entry(exchange[e.person], e.layer, e.turn, (*e.changes, place)) if e.person in exchange else e
            for e in entries
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other} swapped"


@dataclass(frozen=True)
class Temporary(Change):
    """Only these shifts count from `start` to `end`; without any, nobody is on call: a gap on purpose."""

    shifts: tuple[Planned, ...] = ()

    def people(self) -> set[str]:
        """Everyone whom it names."""
        return {shift.person for shift in self.shifts}

    @cached_property
    def _plan(self) -> Listed:
        cut = (Planned(s.person, max(s.start, self.start), min(s.end, self.end)) for s in self.shifts)
        return Listed(tuple(s for s in cut if s.start < s.end))

    def spans(self) -> Iterable[tuple[datetime, datetime]]:
        """The spans between which somebody's planned shift begins or ends."""
        inner = {edge for shift in self._plan.shifts for edge in (shift.start, shift.end)}
        edges = sorted({self.start, self.end} | inner)
        return list(pairwise(edges))

    def apply(self, entries: list[Entry], place: int, at: datetime) -> list[Entry]:
        """Whoever the plan names at this instant."""
        found: dict[str, Entry] = {}
        for person, number in self._plan.spell(at).holders:
            found.setdefault(person, Entry(person, "", number, (place,)))
        return list(found.values())

    def __str__(self) -> str:
        return "a plan of its own" if self.shifts else "nobody on purpose"
