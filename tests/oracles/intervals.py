"""Recurring intervals as Alertmanager mutes by: fields that must all hold, ranges of which one must.

Tocsin has no such object; times of day go through the product's calendar, the rest is arithmetic.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime
from typing import Any

from tocsin.core.calendar.business import BusinessHours
from tocsin.core.calendar.zones import zone_of

WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def any_matches(specs: list[dict[str, Any]], at: datetime) -> bool:
    """True when one of the intervals holds the instant."""
    return any(_matches(spec, at) for spec in specs)


def _matches(spec: dict[str, Any], at: datetime) -> bool:
    local = at.astimezone(zone_of(spec.get("zone") or "UTC"))
    weekday = (local.weekday() + 1) % 7
    return (
        _in_times(spec, at)
        and _in(spec.get("weekdays"), weekday, WEEKDAYS)
        and _in_days(spec.get("days_of_month"), local)
        and _in(spec.get("months"), local.month, MONTHS)
        and _in(spec.get("years"), local.year, ())
    )


def _in_times(spec: dict[str, Any], at: datetime) -> bool:
    """The product's calendar, open daily at these times, asked for the wall clock as it stands."""
    if not spec.get("times"):
        return True
    wall = at.astimezone(zone_of(spec.get("zone") or "UTC")).replace(tzinfo=zone_of("UTC"))
    return BusinessHours.of("UTC", {"daily": [f"{a}-{b}" for a, b in spec["times"]]}).is_open(wall)


def _in(ranges: list[list[Any]] | None, value: int, names: tuple[str, ...]) -> bool:
    if not ranges:
        return True
    return any((_number(a, names) or 0) <= value <= (_number(b, names) or 0) for a, b in ranges)


def _in_days(ranges: list[list[int]] | None, local: datetime) -> bool:
    """Negative days count from the month's end; what begins after the end never matches."""
    if not ranges:
        return True
    last = monthrange(local.year, local.month)[1]
    placed = [tuple(last + 1 + int(d) if int(d) < 0 else int(d) for d in each) for each in ranges]
    return any(start <= last and max(start, 1) <= local.day <= min(end, last) for start, end in placed)


def is_valid(spec: dict[str, Any]) -> bool:
    """True when every field of the interval can be read and no range is reversed."""
    try:
        if spec.get("zone"):
            zone_of(spec["zone"])
        if spec.get("times"):
            BusinessHours.of("UTC", {"daily": [f"{a}-{b}" for a, b in spec["times"]]})
    except ValueError:
        return False
    return (
        all(_ordered(each, WEEKDAYS, 0, 6) for each in spec.get("weekdays") or [])
        and all(_ordered(each, MONTHS, 1, 12) for each in spec.get("months") or [])
        and all(_ordered(each, (), 0, 9999) for each in spec.get("years") or [])
        and all(_days_valid(each) for each in spec.get("days_of_month") or [])
    )


def _ordered(pair: list[Any], names: tuple[str, ...], low: int, high: int) -> bool:
    start, end = (_number(each, names) for each in pair)
    return start is not None and end is not None and low <= start <= end <= high


def _days_valid(pair: list[Any]) -> bool:
    """1 to 31 or -31 to -1, a negative start has a negative end; not reversed in the shortest month."""
    start, end = (_number(each, ()) for each in pair)
    if start is None or end is None or not (1 <= abs(start) <= 31 and 1 <= abs(end) <= 31):
        return False
    if start < 0 < end:
        return False
    return _in_shortest(start) <= _in_shortest(end)


def _in_shortest(day: int) -> int:
    return day if day > 0 else 28 + day


def _number(value: Any, names: tuple[str, ...]) -> int | None:
    """The number of a name or of a numeral; weekdays have names only."""
    text = str(value).strip().lower()
    if text in names:
        return names.index(text) + (names is MONTHS)
    if names is WEEKDAYS and not isinstance(value, int):
        return None
    try:
        return int(text)
    except ValueError:
        return None
