"""Kind `rotation`: turns, recurring shifts, calendars and filled rosters, asked of ours (A4.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracles import oncall_calendar as calendars
from tests.oracles import oncall_goalert as goalert
from tests.oracles import oncall_linkedin as linkedin
from tests.oracles.compare import UnknownOpError, differences, instant
from tests.oracles.oncall_coverage import uncovered_percent
from tests.oracles.oncall_layers import days as shift_days
from tests.oracles.oncall_layers import on_call as grafana_on_call
from tocsin.core.oncall.layers import Layer
from tocsin.core.oncall.point import people_at
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.oncall.wall import TICK, add_wall, instant_of, wall_between

Answer = Callable[[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]


def check(given: dict[str, Any], expect: dict[str, Any], convention: Mapping[str, Any]) -> list[str]:
    """What is asserted and not so; conventions: `skipped_wall_clock`, `all_day_end`."""
    if given["op"] not in OPS:
        raise UnknownOpError("rotation", given["op"])
    return differences(expect, OPS[given["op"]](given, expect, convention))


def _wall_to_instant(given: Mapping[str, Any], *_: Mapping[str, Any]) -> dict[str, Any]:
    wall, last = datetime.fromisoformat(given["local"]), given.get("occurrence") == "last"
    return {"at": instant_of(wall, ZoneInfo(given["zone"]), last=last)}


def _add_wall(given: Mapping[str, Any], *_: Mapping[str, Any]) -> dict[str, Any]:
    amount = timedelta(minutes=given["minutes"])
    return {"at": add_wall(instant(given["at"]), amount, ZoneInfo(given["zone"]))}


def _wall_hours_between(given: Mapping[str, Any], *_: Mapping[str, Any]) -> dict[str, Any]:
    start, end = instant(given["from"]), instant(given["to"])
    return {"hours": wall_between(start, end, ZoneInfo(given["zone"])) / timedelta(hours=1)}


def _on_call(given: Mapping[str, Any], expect: Mapping[str, Any], _: Mapping[str, Any]) -> dict[str, Any]:
    """At `at`, or at every probe."""
    found: dict[str, Any] = {}
    if "at" in given:
        found["on_call"] = _who(given, instant(given["at"]))
    probes = given.get("probes") or expect.get("probes")
    if isinstance(probes, Mapping):
        found["probes"] = {at: _who(given, instant(at)) for at in probes}
    elif probes:
        asked = [probe["at"] if isinstance(probe, Mapping) else probe for probe in probes]
        found["probes"] = [{"at": at, "on_call": _who(given, at)} for at in map(instant, asked)]
    return found


def _who(given: Mapping[str, Any], at: datetime) -> list[str]:
    if "schedules" in given:
        told = given["schedules"]
        every = told.values() if isinstance(told, Mapping) else told
        return sorted({user for one in map(_schedule, every) for user in _who(one, at)})
    if "shifts" in given:
        return grafana_on_call(given["shifts"], at)
    if "calendar" in given:
        events = calendars.occurrences(given, at, at + TICK)
        return sorted(set(people_at(calendars.rotation(events), at)))
    layer = Layer("rotation", goalert.cycle(given["rotation"]))
    return sorted(people_at(Rotation("rotation", (layer,)), goalert.cut(at)))


def _schedule(told: Any) -> Mapping[str, Any]:
    """A schedule may be a bare list of its shifts, or of its calendar's records."""
    if isinstance(told, Mapping):
        return told
    return {"calendar" if any("uid" in one for one in told) else "shifts": told}


def _shift_days(given: Mapping[str, Any], *_: Mapping[str, Any]) -> dict[str, Any]:
    return {"days": shift_days(given)}


def _events(given: Mapping[str, Any], _: Mapping[str, Any], convention: Mapping[str, Any]) -> dict[str, Any]:
    found = calendars.occurrences(given, instant(given["from"]), instant(given["to"]))
    users = sorted(event.user for event in found)
    return {"events": [calendars.told(event, convention) for event in found], "users": users}


def _populate(
    given: Mapping[str, Any], _: Mapping[str, Any], convention: Mapping[str, Any]
) -> dict[str, Any]:
    return linkedin.populate(given, convention)


def _plainly(answer: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Answer:
    return lambda given, _expect, _convention: answer(given)


OPS: dict[str, Answer] = {
    "shift_start": _plainly(goalert.shift_start),
    "shift_end": _plainly(goalert.shift_end),
    "handoffs": _plainly(goalert.handoffs),
    "rotation_valid": _plainly(goalert.rotation_valid),
    "wall_to_instant": _wall_to_instant,
    "add_wall": _add_wall,
    "wall_hours_between": _wall_hours_between,
    "on_call": _on_call,
    "on_call_any": _on_call,
    "shift_days": _shift_days,
    "events_between": _events,
    "final_events": _events,
    "coverage": _plainly(uncovered_percent),
    "populate": _populate,
    "pick_next": _plainly(linkedin.pick_next),
}
