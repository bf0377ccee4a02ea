"""The shifts of a period: every layer's turns laid out, covered from above, then changed (A4.2)."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter

from tocsin.core.oncall.answers import Gap, Shift, Why, why
from tocsin.core.oncall.changes import Entry
from tocsin.core.oncall.layers import Layer
from tocsin.core.oncall.rotation import Active, Rotation, after

_NOBODY = Entry("", "", 0)
_GAP = [_NOBODY]


def shifts(rotation: Rotation, start: datetime, end: datetime) -> tuple[Shift, ...]:
    """Who is on call from `start` to `end`, gaps included, in order of start; cut to the period."""
    found: list[Shift] = []
    running: dict[Entry, datetime] = {}
    told: dict[Entry, Why] = {}
    for begin, now in _pieces(rotation, start, end):
        for entry, since in running.items():
            if entry not in now:
                found.append(_shift(rotation, told, entry, since, begin))
        running = {entry: running.get(entry, begin) for entry in now}
    found += [_shift(rotation, told, entry, since, end) for entry, since in running.items()]
    found.sort(key=attrgetter("start"))
    return tuple(found)


def gaps(rotation: Rotation, start: datetime, end: datetime) -> tuple[Gap, ...]:
    """The spans of a period in which nobody is on call, in order."""
    return tuple(
        Gap(shift.start, shift.end, shift.why)
        for shift in shifts(rotation, start, end)
        if shift.person is None
    )


def _shift(rotation: Rotation, told: dict[Entry, Why], entry: Entry, start: datetime, end: datetime) -> Shift:
    reason = told.get(entry)
    if reason is None:
        reason = told[entry] = why(rotation, entry)
    return Shift(entry.person or None, start, end, entry.layer, reason)


def _pieces(rotation: Rotation, start: datetime, end: datetime) -> Iterator[tuple[datetime, list[Entry]]]:
    """Who is on call from each instant on at which that may change; nobody is an entry without a name."""
    if start >= end:
        return
    lanes = [_Lane(layer, start, end) for layer in rotation.ordered]
    edges = {start, *(edge for edge in rotation.edges if start < edge < end)}
    edges.update(*(lane.starts for lane in lanes), *(lane.ends for lane in lanes))
    edges.discard(end)
    active, _, until = rotation.changes_at(start)
    for at in sorted(edges):
        if at >= until:
            active, _, until = rotation.changes_at(at)
        entries = _visible(lanes, at)
        if active:
            yield at, after(entries, active, at) or [_emptied(entries, active, at)]
        else:
            yield at, entries or _GAP


def _emptied(entries: list[Entry], active: Active, at: datetime) -> Entry:
    """Nobody, with the change that took the last one off; without one when nobody had a turn."""
    found = _NOBODY
    for place, change in active:
        left = change.apply(entries, place, at)
        found, entries = (Entry("", "", 0, (place,)) if entries and not left else found), left
    return found


class _Lane:
    """One layer's spells in a period, read once from left to right."""

    def __init__(self, layer: Layer, start: datetime, end: datetime) -> None:
        spells = list(layer.between(start, end))
        self.rank, self._next = layer.rank, 0
        self._entries = [[Entry(person, layer.id, turn) for person, turn in s.holders] for s in spells]
        self.starts, self.ends = [s.start for s in spells], [s.end for s in spells]

    def at(self, at: datetime) -> list[Entry]:
        """Whom the layer has at an instant; instants are asked for in order."""
        place, ends = self._next, self.ends
        while place < len(ends) and ends[place] <= at:
            place += 1
        self._next = place
        if place == len(ends) or self.starts[place] > at:
            return []
        return self._entries[place]


def _visible(lanes: list[_Lane], at: datetime) -> list[Entry]:
    """Those of the highest rank that has somebody; nobody twice."""
    found: list[Entry] = []
    rank = 0
    for lane in lanes:
        if found and lane.rank < rank:
            break
        rank = lane.rank
        entries = lane.at(at)
        found = found + entries if found else entries
    return found if len(found) < 2 else list({entry.person: entry for entry in found[::-1]}.values())[::-1]
