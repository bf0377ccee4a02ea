"""Grafana's shifts: their occurrences and turns by the stated rule; who is on call then is ours to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracles.compare import instant
from tests.oracles.oncall_goalert import WEEKDAYS
from tocsin.core.oncall.turns import add_months
from tocsin.core.oncall.wall import LATEST, instant_of, wall_of

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Occurrence:
    """One time that a shift happens: its users, from when to when (UTC)."""

    users: tuple[str, ...]
    start: datetime
    end: datetime


def occurrences(shift: Mapping[str, Any], until: datetime) -> list[Occurrence]:
    """Every occurrence that begins before `until`, or the part of it between the shift's bounds."""
    zone = ZoneInfo(shift.get("zone") or "UTC")
    lasts = timedelta(seconds=shift["duration_seconds"])
    low = max(instant(shift["start"]), instant(shift.get("rotation_start") or shift["start"]))
    high = instant(shift["until"]) if shift.get("until") else LATEST
    found = []
    for turn, wall in _walls(shift, zone, until):
        start, end = max(instant_of(wall, zone), low), min(instant_of(wall + lasts, zone), high)
        if start < end:
            found.append(Occurrence(_users(shift, turn), start, end))
    return found


def _users(shift: Mapping[str, Any], turn: int) -> tuple[str, ...]:
    groups = shift["groups"]
    if shift["kind"] == "rolling":
        return tuple(sorted(groups[turn % len(groups)])) if groups else ()
    return tuple(sorted({user for group in groups for user in group}))


def _walls(shift: Mapping[str, Any], zone: ZoneInfo, until: datetime) -> Iterator[tuple[int, datetime]]:
    """The number of the turn and the wall clock of each occurrence, from `start` on."""
    start = wall_of(instant(shift["start"]), zone)
    last = wall_of(until, zone) + DAY
    if shift["kind"] in ("single", "override") or not shift.get("frequency"):
        yield 0, start
        return
    frequency, interval = shift["frequency"], shift.get("interval") or 1
    if frequency in ("hourly", "daily") and not _listed(shift):
        step = interval * (DAY if frequency == "daily" else timedelta(hours=1))
        for number in range(max(0, -((start - last) // step))):
            yield number, start + number * step
    elif frequency in ("hourly", "daily"):
        yield from _counted(shift, start, last, interval if frequency == "daily" else 1)
    else:
        yield from _by_period(shift, start, last, interval)


def _counted(
    shift: Mapping[str, Any], start: datetime, last: datetime, each: int
) -> Iterator[tuple[int, datetime]]:
    """Listed days only, or the hours of listed days; a group keeps so many of them one after the other."""
    hourly = shift["frequency"] == "hourly"
    step = (shift.get("interval") or 1) * timedelta(hours=1) if hourly else DAY
    number, wall = 0, start
    while wall < last:
        if _is_listed(shift, wall):
            yield number // each, wall
            number += 1
        wall += step


def _by_period(
    shift: Mapping[str, Any], start: datetime, last: datetime, interval: int
) -> Iterator[tuple[int, datetime]]:
    """All listed days of every so many weeks or months to one group, counted from the period of `start`."""
    weekly = shift["frequency"] == "weekly"
    first = _monday(shift, start) if weekly else start.replace(day=1)
    number = 0
    while True:
        step = number * interval
        begin = first + timedelta(weeks=step) if weekly else add_months(first, step)
        if begin >= last:
            return
        end = begin + timedelta(weeks=1) if weekly else add_months(begin, 1)
        for day in range((end - begin) // DAY):
            wall = begin + day * DAY
            if wall >= start and _in_period(shift, wall, start, weekly):
                yield number, wall
        number += 1


def _monday(shift: Mapping[str, Any], start: datetime) -> datetime:
    """The day on which the week of `start` begins, at the same wall clock."""
    begins = WEEKDAYS.index(shift.get("week_start") or "mon")
    return start - timedelta(days=(start.weekday() - begins) % 7)


def _in_period(shift: Mapping[str, Any], wall: datetime, start: datetime, weekly: bool) -> bool:
    if _listed(shift):
        return _is_listed(shift, wall)
    return wall.weekday() == start.weekday() if weekly else wall.day == start.day


def _listed(shift: Mapping[str, Any]) -> bool:
    return bool(shift.get("by_day") or shift.get("by_monthday"))


def _is_listed(shift: Mapping[str, Any], wall: datetime) -> bool:
    days, dates = shift.get("by_day"), shift.get("by_monthday")
    end = add_months(wall.replace(day=1), 1) - DAY
    return (not days or WEEKDAYS[wall.weekday()] in days) and (
        not dates or wall.day in dates or wall.day - end.day - 1 in dates
    )


def is_override(shift: Mapping[str, Any]) -> bool:
    return bool(shift["kind"] == "override")


def rank(shift: Mapping[str, Any]) -> int:
    """An override beats every ordinary shift; among themselves the higher priority does."""
    return int(shift.get("priority") or 0) + (1_000_000 if is_override(shift) else 0)
