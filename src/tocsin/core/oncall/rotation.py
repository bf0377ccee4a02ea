"""One rotation as it is asked: layers in the order in which they count, changes by time (A4.2)."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tocsin.core.oncall.changes import Change, Entry
from tocsin.core.oncall.layers import Layer
from tocsin.core.oncall.wall import EARLIEST, LATEST

Active = tuple[tuple[int, Change], ...]
"""The changes that hold in a span, with their places, in the order in which they are made."""


@dataclass(frozen=True)
class Rotation:
    """Layers and changes under one id. Ids of layers are unique in it; the changes are all its own."""

    id: str
    layers: tuple[Layer, ...]
    changes: tuple[Change, ...] = ()

    @cached_property
    def ordered(self) -> tuple[Layer, ...]:
        """The layers that ever have somebody, the highest rank first."""
        return tuple(sorted((layer for layer in self.layers if layer.everyone), key=lambda x: -x.rank))

    @cached_property
    def edges(self) -> list[datetime]:
        """The instants at which a change begins or ends, or its plan moves on."""
        return sorted({edge for change in self.changes for span in change.spans() for edge in span})

    @cached_property
    def _active(self) -> list[Active]:
        begins: dict[datetime, list[int]] = {}
        ends: dict[datetime, list[int]] = {}
        for place, change in enumerate(self.changes):
            if change.start < change.end:
                begins.setdefault(change.start, []).append(place)
                ends.setdefault(change.end, []).append(place)
        running: set[int] = set()
        found = []
        for edge in self.edges:
            running = running.difference(ends.get(edge, ())).union(begins.get(edge, ()))
            found.append(tuple((place, self.changes[place]) for place in sorted(running)))
        return found

    def changes_at(self, at: datetime) -> tuple[Active, datetime, datetime]:
        """The changes that hold at an instant, and the span around it in which they do the same."""
        place = bisect_right(self.edges, at)
        start = self.edges[place - 1] if place else EARLIEST
        end = self.edges[place] if place < len(self.edges) else LATEST
        return (self._active[place - 1] if place else ()), start, end

    def bearing_on(self, entry: Entry) -> tuple[Layer, ...]:
        """The layers that can end this entry: what it comes from, what covers that, and the same people's."""
        if not entry.changes:
            place = next(n for n, layer in enumerate(self.ordered) if layer.id == entry.layer)
            rank = self.ordered[place].rank
            before = [x for x in self.ordered[:place] if x.rank > rank or entry.person in x.everyone]
            return (*before, self.ordered[place])
        people = {entry.person}.union(*(self.changes[place].people() for place in entry.changes))
        own = [x for x in self.ordered if x.id == entry.layer or x.everyone & people]
        lowest = min((x.rank for x in own), default=0)
        return tuple(x for x in self.ordered if own and (x.rank > lowest or x in own))


def after(entries: list[Entry], active: Active, at: datetime) -> list[Entry]:
    """Who is on call after the changes."""
    for place, change in active:
        entries = change.apply(entries, place, at)
    return entries
