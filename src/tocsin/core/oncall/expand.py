"""The shifts of a period: every layer's turns laid out, covered from above, then changed (A4.2)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from tocsin.core.oncall.answers import Gap, Shift, Why, why
from tocsin.core.oncall.changes import Change, Entry
from tocsin.core.oncall.layers import Layer, Spell
from tocsin.core.oncall.rotation import Active, Rotation, after

NOBODY = Entry("", "", 0)
Key = tuple[Entry, tuple[Change, ...]]
"""Somebody on call; or nobody, and what took the last one off."""


class _Piece(NamedTuple):
    """A span in which the same entries are on call; when there are none, what took the last one off."""

    entries: list[Entry]
    emptied: tuple[Change, ...]
    start: datetime
    end: datetime


def shifts(rotation: Rotation, start: datetime, end: datetime) -> tuple[Shift, ...]:
    """Who is on call from `start` to `end`, gaps included, in order of start; cut to the period."""
    found: list[Shift] = []
    running: dict[Key, datetime] = {}
    for entries, emptied, begin, _ in _pieces(rotation, start, end):
        now: list[Key] = [(entry, ()) for entry in entries] or [(NOBODY, emptied)]
        found += [_shift(rotation, key, since, begin) for key, since in running.items() if key not in now]
        running = {key: running.get(key, begin) for key in now}
    found += [_shift(rotation, key, since, end) for key, since in running.items()]
    return tuple(sorted(found, key=lambda shift: shift.start))


def gaps(rotation: Rotation, start: datetime, end: datetime) -> tuple[Gap, ...]:
    """The spans of a period in which nobody is on call, in order."""
    return tuple(
        Gap(shift.start, shift.end, shift.why)
        for shift in shifts(rotation, start, end)
        if shift.person is None
    )


def _shift(rotation: Rotation, key: Key, start: datetime, end: datetime) -> Shift:
    entry, emptied = key
    if entry is NOBODY:
        return Shift(None, start, end, "", Why(changes=emptied))
    return Shift(entry.person, start, end, entry.layer, why(rotation, entry))


def _pieces(rotation: Rotation, start: datetime, end: datetime) -> Iterator[_Piece]:
    if start >= end:
        return
    lanes = [_Lane(layer, list(layer.between(start, end))) for layer in rotation.ordered]
    inner = [edge for lane in lanes for spell in lane.spells for edge in (spell.start, spell.end)]
    inner += [edge for edge in rotation.edges if start < edge < end]
    for begin, stop in pairwise(sorted({start, end, *inner})):
        active, _, _ = rotation.changes_at(begin)
        base = _visible(lanes, begin)
        entries = after(base, active, begin)
        yield _Piece(entries, () if entries else _emptied(base, active, begin), begin, stop)


def _emptied(entries: list[Entry], active: Active, at: datetime) -> tuple[Change, ...]:
    """The change that took the last one off; none when nobody had a turn."""
    found: tuple[Change, ...] = ()
    for place, change in active:
        left = change.apply(entries, place, at)
        found, entries = ((change,) if entries and not left else found), left
    return found


class _Lane:
    """One layer's spells in a period, read once from left to right."""

    def __init__(self, layer: Layer, spells: list[Spell]) -> None:
        self.layer, self.spells, self._next = layer, spells, 0

    def holders(self, at: datetime) -> tuple[tuple[str, int], ...]:
        """Whom the layer has at an instant; instants are asked for in order."""
        while self._next < len(self.spells) and self.spells[self._next].end <= at:
            self._next += 1
        if self._next < len(self.spells) and self.spells[self._next].start <= at:
            return self.spells[self._next].holders
        return ()


def _visible(lanes: list[_Lane], at: datetime) -> list[Entry]:
    """Those of the highest rank that has somebody; nobody twice."""
    found: dict[str, Entry] = {}
    rank: int | None = None
    for lane in lanes:
        if rank is not None and lane.layer.rank < rank:
            break
        for person, turn in lane.holders(at):
            rank = lane.layer.rank
            found.setdefault(person, Entry(person, lane.layer.id, turn))
    return list(found.values())
