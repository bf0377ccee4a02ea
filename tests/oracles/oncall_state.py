"""GoAlert's schedules as one of our rotations, and what it reports of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from tests.oracles.oncall_goalert import MINUTE, cycle, minute, windows
from tests.oracles.oncall_temporary import merged, read
from tocsin.core.oncall.changes import Change, Override, Temporary
from tocsin.core.oncall.expand import shifts
from tocsin.core.oncall.layers import Cycle, Layer, Listed, Planned
from tocsin.core.oncall.point import people_at
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.oncall.wall import EARLIEST, LATEST

BEFORE = timedelta(days=40)
"""How far back a running shift's start is looked for when no `now` bounds it."""


def rotation(given: Mapping[str, Any]) -> Rotation:
    """Every rule a layer, all on call together; overrides, and temporary schedules that swallow them."""
    zone = given.get("zone", "UTC")
    layers = [
        Layer(f"rule {number}", _target(rule["target"]), windows(rule, zone))
        for number, rule in enumerate(given.get("rules") or ())
    ]
    plans = merged([read(plan) for plan in given.get("temporary") or ()])
    alone = [Temporary("schedule", p.start, p.end, shifts=p.shifts) for p in plans]
    return Rotation("schedule", tuple(layers), (*overrides(given), *alone))


def _target(target: Mapping[str, Any]) -> Cycle:
    if "rotation" in target:
        return cycle(target["rotation"])
    return Cycle(((target["user"],),))


def overrides(given: Mapping[str, Any]) -> list[Change]:
    """There, they are all made at once; here one after the other: so a stand-in is never replaced itself."""
    found: list[Override] = []
    for told in given.get("overrides") or ():
        start, end = told.get("start"), told.get("end")
        one = Override(
            "schedule",
            minute(start) if start else EARLIEST,
            minute(end) if end else LATEST,
            person=told.get("add") or None,
            instead_of=told.get("remove") or None,
        )
        replaced = (n for n, other in enumerate(found) if other.person == one.instead_of is not None)
        found.insert(next(replaced, len(found)), one)
    return sorted(found, key=lambda one: (one.instead_of is None, one.person is not None))


def apply_overrides(given: Mapping[str, Any]) -> dict[str, Any]:
    layers = (Layer(user, Cycle(((user,),))) for user in given["active"])
    made = Rotation("active", tuple(layers), tuple(overrides(given)))
    return {"on_call": sorted(people_at(made, minute(given["at"])))}


def on_call(given: Mapping[str, Any]) -> dict[str, Any]:
    at, now = minute(given["at"]), given.get("now")
    if now and at <= minute(now):
        return {"on_call": sorted({p.person for p in _history(given, minute(now)) if p.start <= at < p.end})}
    return {"on_call": sorted(people_at(rotation(given), at))}


def shifts_between(given: Mapping[str, Any]) -> dict[str, Any]:
    """Recorded shifts until `now`, planned ones after it, joined for each person."""
    start, end, now = minute(given["from"]), minute(given["to"]), given.get("now")
    known = minute(now) + MINUTE if now else start - BEFORE
    past = _history(given, minute(now)) if now else []
    planned = [
        Planned(s.person, max(s.start, start) if s.start == known and not now else s.start, s.end)
        for s in shifts(rotation(given), known, max(end, known) + MINUTE)
        if s.person
    ]
    found = [
        {"user": user, "start": begin, "end": min(stop, end), "truncated": stop > end}
        for user, begin, stop in _joined([*past, *planned])
        if begin < end and stop > start
    ]
    return {"shifts": sorted(found, key=lambda s: (s["start"], s["user"]))}


def _history(given: Mapping[str, Any], now: datetime) -> list[Planned]:
    """What was recorded; what runs still, runs until the minute of `now` is over."""
    limit = now + MINUTE
    return [
        Planned(h["user"], minute(h["start"]), min(minute(h["end"]), limit) if h.get("end") else limit)
        for h in given.get("history") or ()
        if minute(h["start"]) < limit
    ]


def _joined(parts: Iterable[Planned]) -> list[Planned]:
    found: list[Planned] = []
    for part in sorted(p for p in parts if p.start < p.end):
        if found and found[-1].person == part.person and part.start <= found[-1].end:
            found[-1] = found[-1]._replace(end=max(found[-1].end, part.end))
        else:
            found.append(part)
    return found


def change_points(given: Mapping[str, Any]) -> dict[str, Any]:
    """Each moment at which the set of people changes, and the window's end as nobody."""
    start, end = minute(given["from"]), minute(given["to"])
    made, first = rotation(given), start
    if spans := given.get("spans"):
        listed = (Planned(s["user"], minute(s["start"]), minute(s["end"])) for s in spans)
        running = tuple(s for s in listed if s.end > start)
        made = Rotation("spans", (*made.layers, Layer("spans", Listed(running))), made.changes)
        first = min([start, *(s.start for s in running)])
    edges = {first} | {edge for s in shifts(made, first, end) for edge in (s.start, s.end)}
    points: list[dict[str, Any]] = []
    for at in sorted(edge for edge in edges if edge < end):
        on = sorted(people_at(made, at))
        if not points or points[-1]["on_call"] != on:
            points.append({"at": at, "on_call": on})
    return {"points": [*points, {"at": end, "on_call": []}]}
