"""Grafana's shifts as our layers: as turns and windows where we can say it so, else shift by shift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracles.compare import instant
from tests.oracles.oncall_goalert import WEEKDAYS
from tests.oracles.oncall_grafana import is_override, occurrences, rank
from tocsin.core.oncall.layers import Cycle, Layer, Listed, Planned
from tocsin.core.oncall.point import people_at
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.oncall.turns import Turns
from tocsin.core.oncall.wall import LATEST, wall_of
from tocsin.core.oncall.windows import DAY, Windows


def on_call(shifts: Sequence[Mapping[str, Any]], at: datetime) -> list[str]:
    """Who is on call, asked twice where we can: by turns, and shift by shift."""
    listed = people_at(Rotation("listed", tuple(listed_layers(shifts, at))), at)
    turned = people_at(Rotation("turned", tuple(turned_layers(shifts, at))), at)
    if set(listed) != set(turned):
        raise AssertionError(f"turns say {sorted(turned)}, shifts say {sorted(listed)}")
    return sorted(turned)


def days(given: Mapping[str, Any]) -> dict[str, list[str]]:
    """The date of each start in the window, and who is on call then."""
    shift = given["shift"]
    zone = ZoneInfo(shift.get("zone") or "UTC")
    start, end = instant(given["from"]), instant(given["to"])
    found: dict[str, set[str]] = {}
    for one in occurrences(shift, end):
        if one.start < end and one.end > start and one.users:
            day = wall_of(one.start, zone).date().isoformat()
            found.setdefault(day, set()).update(on_call([shift], one.start))
    return {day: sorted(users) for day, users in sorted(found.items())}


def listed_layers(shifts: Sequence[Mapping[str, Any]], until: datetime) -> list[Layer]:
    return [_listed(number, shift, until) for number, shift in enumerate(shifts)]


def turned_layers(shifts: Sequence[Mapping[str, Any]], until: datetime) -> list[Layer]:
    return [_turned(number, shift) or _listed(number, shift, until) for number, shift in enumerate(shifts)]


def _listed(number: int, shift: Mapping[str, Any], until: datetime) -> Layer:
    happened = occurrences(shift, until + timedelta(days=1))
    planned = tuple(Planned(user, one.start, one.end) for one in happened for user in one.users)
    return Layer(str(number), Listed(planned), rank=rank(shift))


def _turned(number: int, shift: Mapping[str, Any]) -> Layer | None:
    """The shift as turns within windows, or None where turns of ours count differently."""
    zone = ZoneInfo(shift.get("zone") or "UTC")
    wall = wall_of(instant(shift["start"]), zone)
    if is_override(shift) or shift["duration_seconds"] % 60 or wall.second or wall.microsecond:
        return None
    minutes = shift["duration_seconds"] // 60
    days = tuple(WEEKDAYS.index(day) for day in shift.get("by_day") or ())
    found = _unlisted(shift, wall, zone, minutes) if not days else _weekly(shift, wall, zone, minutes, days)
    if found is None or shift.get("by_monthday"):
        return None
    turns, only = found
    begins = max(instant(shift["start"]), instant(shift.get("rotation_start") or shift["start"]))
    ends = instant(shift["until"]) if shift.get("until") else LATEST
    groups = tuple(tuple(group) for group in shift["groups"])
    if shift["kind"] != "rolling":
        groups = (tuple(user for group in groups for user in group),)
    return Layer(str(number), Cycle(groups, turns), only, begins, ends, rank(shift))


def _unlisted(
    shift: Mapping[str, Any], wall: datetime, zone: ZoneInfo, minutes: int
) -> tuple[Turns, Windows | None] | None:
    unit, length = shift.get("frequency"), shift.get("interval") or 1
    whole = {"hourly": 60, "daily": DAY, "weekly": 7 * DAY}.get(unit or "", 0) * length
    if not whole or minutes > whole:
        return None
    turns = Turns.of(str(unit), length, wall, zone)
    begin = wall.hour * 60 + wall.minute
    if minutes == whole:
        return turns, None
    if unit == "daily" and length == 1:
        parts = [(day * DAY + begin, day * DAY + begin + minutes) for day in range(7)]
    elif unit == "weekly" and length == 1:
        parts = [(wall.weekday() * DAY + begin, wall.weekday() * DAY + begin + minutes)]
    else:
        return None
    return turns, Windows.weekly(zone, parts)


def _weekly(
    shift: Mapping[str, Any], wall: datetime, zone: ZoneInfo, minutes: int, days: tuple[int, ...]
) -> tuple[Turns, Windows] | None:
    """All listed days of a week, or of a month, to one group, none of them longer than a day."""
    if (shift.get("interval") or 1) != 1 or minutes > DAY or shift["frequency"] not in ("weekly", "monthly"):
        return None
    first = wall.replace(day=1)
    if shift["frequency"] == "weekly":
        begins = WEEKDAYS.index(shift.get("week_start") or "mon")
        first = wall - timedelta(days=(wall.weekday() - begins) % 7)
    begin = wall.hour * 60 + wall.minute
    parts = [(day * DAY + begin, day * DAY + begin + minutes) for day in days]
    return Turns.of(shift["frequency"], 1, first, zone), Windows.weekly(zone, parts)
