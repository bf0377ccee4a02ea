"""An oracle's schedule as our calendar: what the kinds `business_time` and `sla_clock` share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tocsin.core.calendar.business import ALWAYS, BusinessHours

Windows = dict[str, list[list[str]]]


def calendar(schedule: dict[str, Any] | None, convention: Mapping[str, Any]) -> BusinessHours:
    """Our calendar of a schedule. None at all is always; so is one that never opens, if the peer says so."""
    if schedule is None:
        return ALWAYS
    hours, shifts = schedule.get("hours") or {}, schedule.get("shifts") or {}
    plain = convention.get("when_never_open") == "wall_clock"
    if plain and not any(hours.values()) and not any(shifts.values()):
        return ALWAYS
    full = convention.get("end_23_59") == "treated_as_24_00"
    return BusinessHours.of(
        schedule.get("zone") or "UTC",
        _texts(hours, full),
        shifts=_dated(shifts, full),
        breaks=_dated(schedule.get("breaks") or {}, full=False),
        closed=[date.fromisoformat(day) for day in schedule.get("holidays") or []],
    )


def is_valid(schedule: dict[str, Any] | None) -> bool:
    """True when our calendar takes the schedule, and every day that it lists has hours."""
    hours = (schedule or {}).get("hours") or {}
    if not hours or not all(hours.values()):
        return False
    try:
        calendar(schedule, {})
    except ValueError:
        return False
    return True


def _texts(hours: Windows, full: bool) -> dict[str, list[str]]:
    return {day: [_window(opens, closes, full) for opens, closes in each] for day, each in hours.items()}


def _dated(dates: Windows, full: bool) -> dict[date, list[str]]:
    return {date.fromisoformat(day): texts for day, texts in _texts(dates, full).items()}


def _window(opens: str, closes: str, full: bool) -> str:
    return f"{opens}-24:00" if full and (opens, closes) == ("00:00", "23:59") else f"{opens}-{closes}"
