"""Grafana's lists of events: our layers, shift by shift, as it reports them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from tests.oracles.compare import instant, same
from tests.oracles.oncall_grafana import Occurrence, is_override, occurrences, rank
from tocsin.core.oncall.changes import Change, Override
from tocsin.core.oncall.expand import gaps, shifts
from tocsin.core.oncall.layers import Layer, Listed, Planned
from tocsin.core.oncall.point import people_at
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.oncall.wall import TICK

Told = dict[str, Any]


class Happening(NamedTuple):
    """One occurrence of one shift; `mark` sets its people apart from the same people in another one."""

    mark: str
    shift: Mapping[str, Any]
    when: Occurrence

    def label(self, user: str) -> str:
        return f"{self.mark}:{user}"


def events(given: Mapping[str, Any], *, hide: bool) -> list[Told]:
    """What happens in the window, by start; with `hide`, only what no higher shift hides.

    As there, a shift that does not meet the window hides nothing, not even outside of it.
    """
    start, end = instant(given["from"]), instant(given["to"])
    every = _happenings(given, end)
    meet = [one for one in every if _meets(one.when.start, one.when.end, start, end)]
    whole = [min([start, *(o.when.start for o in meet)]), max([end, *(o.when.end for o in meet)]) + TICK]
    pieces = _visible(meet, whole, hide=hide)
    found = [
        told
        for one, begin, stop in pieces
        if _meets(begin, stop, start, end)
        for told in _swapped(given, one, begin, stop)
    ]
    if given.get("with_empty"):
        found += [_told(one, one.when.start, one.when.end, ()) for one in meet if not one.when.users]
    if given.get("with_gaps") and start < end:
        found += _gaps(every, start, end)
    return sorted(found, key=lambda told: (told["start"], told["end"], told["users"]))


def _meets(begin: datetime, stop: datetime, start: datetime, end: datetime) -> bool:
    return begin < max(end, start + TICK) and stop > start


def _happenings(given: Mapping[str, Any], end: datetime) -> list[Happening]:
    layer = given.get("layer") or "all"
    found = []
    for number, shift in enumerate(given["shifts"]):
        if layer == "all" or is_override(shift) == (layer == "overrides"):
            happened = enumerate(occurrences(shift, end + timedelta(days=1)))
            found += [Happening(f"{number}.{n}", shift, when) for n, when in happened]
    return found


def _rotation(every: Iterable[Happening], *, hide: bool, changes: Sequence[Change] = ()) -> Rotation:
    layers = []
    for one in every:
        planned = tuple(Planned(one.label(u), one.when.start, one.when.end) for u in one.when.users)
        layers.append(Layer(one.mark, Listed(planned), rank=rank(one.shift) if hide else 0))
    return Rotation("shifts", tuple(layers), tuple(changes))


def _visible(
    every: list[Happening], whole: list[datetime], *, hide: bool
) -> list[tuple[Happening, datetime, datetime]]:
    """The parts of the shifts with somebody, each once."""
    by_mark = {one.mark: one for one in every}
    parts = {(s.layer, s.start, s.end) for s in shifts(_rotation(every, hide=hide), *whole) if s.person}
    return [(by_mark[mark], begin, stop) for mark, begin, stop in sorted(parts)]


def _gaps(every: list[Happening], start: datetime, end: datetime) -> list[Told]:
    empty = gaps(_rotation(every, hide=False), start, end)
    told = {"users": [], "gap": True, "empty": False, "priority": 0, "override": False, "swap": False}
    return [{**told, "start": gap.start, "end": gap.end} for gap in empty]


def _swapped(given: Mapping[str, Any], one: Happening, begin: datetime, stop: datetime) -> list[Told]:
    """The event, cut where a swap of one of its users begins or ends; taken ones are overrides of ours."""
    swaps = [s for s in given.get("swaps") or () if _counts(given, s) and s["from_user"] in one.when.users]
    spans = [(instant(s["start"]), instant(s["end"])) for s in swaps]
    edges = sorted({begin, stop} | {e for span in spans for e in span if begin < e < stop})
    taken = [
        Override("shifts", *span, person=one.label(s["to_user"]), instead_of=one.label(s["from_user"]))
        for s, span in zip(swaps, spans, strict=True)
        if s.get("to_user")
    ]
    made = _rotation([one], hide=False, changes=taken)
    found = []
    for low, high in pairwise(edges):
        users = tuple(person.partition(":")[2] for person in people_at(made, low))
        inside = any(a <= low < b for a, b in spans)
        found.append({**_told(one, low, high, users), "swap": inside})
    return found


def _counts(given: Mapping[str, Any], swap: Mapping[str, Any]) -> bool:
    if swap.get("deleted") or swap.get("past_due"):
        return False
    return bool(swap.get("to_user")) or not given.get("ignore_open_swaps")


def _told(one: Happening, start: datetime, end: datetime, users: Sequence[str]) -> Told:
    return {
        "start": start,
        "end": end,
        "users": sorted(users),
        "priority": int(one.shift.get("priority") or 0),
        "override": is_override(one.shift),
        "gap": False,
        "empty": not users,
        "swap": False,
        "all_day": False,
    }


def unmatched(wanted: Sequence[Mapping[str, Any]], found: Sequence[Told]) -> list[str]:
    """The differences between two multisets of events; only the fields that are asserted count."""
    rest, missing = list(found), []
    for event in wanted:
        match = next((n for n, told in enumerate(rest) if same(event, told)), None)
        if match is None:
            missing.append(f"expected {event!r}")
        else:
            del rest[match]
    return missing + [f"not expected: {told!r}" for told in rest]


def of_user(given: Mapping[str, Any]) -> Told:
    """How many shifts of a user in the window have ended, run, and come later."""
    start, now = instant(given["from"]), instant(given["now"])
    end = instant(given["to"]) if "to" in given else start + timedelta(days=given["days"])
    window = {**given, "from": start.isoformat(), "to": end.isoformat()}
    mine = [e for e in events(window, hide=True) if given["user"] in e["users"]]
    current = [e for e in mine if e["start"] <= now < e["end"]]
    upcoming = [e for e in mine if e["start"] > now]
    return {
        "passed": len(mine) - len(current) - len(upcoming),
        "current": len(current),
        "upcoming": len(upcoming),
        **_bounds("current", current),
        **_bounds("first_upcoming", upcoming),
    }


def _bounds(name: str, found: Sequence[Told]) -> Told:
    first = found[0] if found else {"start": None, "end": None}
    return {f"{name}_start": first["start"], f"{name}_end": first["end"]}
