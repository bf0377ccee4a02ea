"""Oracles of kind `business_time`, asked of `tocsin.core.calendar`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from typing import Any

from tests.oracles import intervals
from tests.oracles.compare import UnknownOpError, differences, instant
from tests.oracles.schedules import calendar, is_valid
from tocsin.core.calendar.business import BusinessHours, Exact
from tocsin.core.calendar.days import wall_to_micros
from tocsin.core.calendar.zones import zone_of
from tocsin.core.model.instant import from_micros

Given = dict[str, Any]
Convention = Mapping[str, Any]
Period = tuple[datetime, datetime]
_FAR = timedelta(days=366 * 20)
_CLOCK = timedelta(hours=1)


def check(given: Given, expect: dict[str, Any], convention: Convention) -> list[str]:
    """What ours answers differently."""
    op = _OPS.get(given["op"])
    if op is None:
        raise UnknownOpError("business_time", given["op"])
    return differences(expect, op(given, convention))


def _hours(given: Given, convention: Convention) -> BusinessHours:
    return calendar(given["schedule"], convention)


def in_hours(given: Given, convention: Convention) -> dict[str, Any]:
    return {"value": _hours(given, convention).is_open(instant(given["at"]))}


def on_break(given: Given, convention: Convention) -> dict[str, Any]:
    return {"value": _hours(given, convention).on_break(instant(given["at"]))}


def on_holiday(given: Given, convention: Convention) -> dict[str, Any]:
    return {"value": bool(_hours(given, convention).holiday_at(instant(given["at"])))}


def elapsed(given: Given, convention: Convention) -> dict[str, Any]:
    hours, start, end = _hours(given, convention), instant(given["from"]), instant(given["to"])
    found = hours.between(start, end)
    assert found == hours.explain_between(start, end).counted, "the explanation adds up to something else"
    return {"seconds": found.total_seconds(), "minutes": found.total_seconds() / 60}


def add(given: Given, convention: Convention) -> dict[str, Any]:
    hours, at, n = _hours(given, convention), instant(given["at"]), given["amount"]["n"]
    if given["amount"]["unit"] == "day":
        return {"at": hours.add_days(at, n)}
    exact = Exact(convention.get("exact_fill", "close"))
    found, amount = hours.add(at, _amount(given), exact), _amount(given)
    assert hours.explain_add(at, amount, exact).counted == amount, "the explanation adds up to something else"
    return {"at": found}


def subtract(given: Given, convention: Convention) -> dict[str, Any]:
    hours, at, n = _hours(given, convention), instant(given["at"]), given["amount"]["n"]
    if given["amount"]["unit"] == "day" and n:
        return {"at": hours.add_days(at, -n)}
    return {"at": hours.subtract(at, _amount(given))}


def _amount(given: Given) -> timedelta:
    return timedelta(**{given["amount"]["unit"] + "s": given["amount"]["n"]})


def periods_after(given: Given, convention: Convention) -> dict[str, Any]:
    return {"periods": _after(_hours(given, convention), given)}


def intersect_periods_after(given: Given, convention: Convention) -> dict[str, Any]:
    """The other's wall clocks are read in the first one's zone; breaks and holidays are united."""
    first, other = given["schedule"], {**given["other"], "zone": given["schedule"]["zone"]}
    one, two = calendar(first, convention), calendar(other, convention)
    at = instant(given["at"])
    both = _both(one.periods(at, at + _FAR), two.periods(at, at + _FAR))
    return {"periods": list(islice(both, given["count"]))}


def _both(one: Any, two: Any) -> Any:
    a, b = next(one, None), next(two, None)
    while a and b:
        start, end = max(a[0], b[0]), min(a[1], b[1])
        if start < end:
            yield start, end
        if a[1] <= b[1]:
            a = next(one, None)
        else:
            b = next(two, None)


def _after(hours: BusinessHours, given: Given) -> list[Period]:
    at = instant(given["at"])
    return list(islice(hours.periods(at, at + _FAR), given["count"]))


def periods_before(given: Given, convention: Convention) -> dict[str, Any]:
    hours, at = _hours(given, convention), instant(given["at"])
    found: list[Period] = []
    for weeks in (4, 60, 1000):
        found = list(hours.periods(at - timedelta(weeks=weeks), at))[::-1]
        if len(found) > given["count"]:
            break
    return {"periods": found[: given["count"]]}


def periods_between(given: Given, convention: Convention) -> dict[str, Any]:
    return {"periods": list(_hours(given, convention).periods(instant(given["from"]), instant(given["to"])))}


def periods_between_desc(given: Given, convention: Convention) -> dict[str, Any]:
    return {"periods": periods_between(given, convention)["periods"][::-1]}


def business_dates_after(given: Given, convention: Convention) -> dict[str, Any]:
    hours, day = _hours(given, convention), date.fromisoformat(given["date"])
    later = (day + timedelta(days=step) for step in count(1))
    found = (each.isoformat() for each in later if hours.is_business_day(each))
    return {"dates": list(islice(found, given["count"]))}


def holiday_segment(given: Given, convention: Convention) -> dict[str, Any]:
    """A day off in time, as our explanation of its neighbourhood shows it."""
    day = date.fromisoformat(given["date"])
    zone = zone_of(given["schedule"]["zone"])
    bounds = [from_micros(wall_to_micros(zone, day, minute)) for minute in (0, 1440)]
    hours = calendar({**given["schedule"], "holidays": [given["date"]]}, convention)
    pieces = hours.explain_between(bounds[0] - _CLOCK, bounds[1] + _CLOCK).pieces
    return {"periods": [(p.start, p.end) for p in pieces if p.kind.value == "holiday"]}


def wall_to_instant(given: Given, _: Convention) -> dict[str, Any]:
    day, _, clock = given["local"].partition("T")
    hour, minute, *rest = clock.split(":")
    start = wall_to_micros(zone_of(given["zone"]), date.fromisoformat(day), int(hour) * 60 + int(minute))
    return {"at": from_micros(start) + timedelta(seconds=float(rest[0]) if rest else 0)}


def walk_periods(given: Given, _: Convention) -> dict[str, Any]:
    """Explicit periods as a calendar of instants: needed by the oracle only."""
    periods = [(instant(a), instant(b)) for a, b in given["periods"]]
    if "until" in given:
        return {"periods": _until(periods, given["direction"], instant(given["until"]))}
    return {"periods": _for(periods, given["direction"], timedelta(seconds=given["seconds"]))}


def _until(periods: list[Period], direction: str, end: datetime) -> list[Period]:
    if direction == "forward":
        return [(a, min(b, end)) for a, b in periods if a <= end]
    return [(max(a, end), b) for a, b in periods if b > end]


def _for(periods: list[Period], direction: str, left: timedelta) -> list[Period]:
    forward, found = direction == "forward", []
    for start, end in periods:
        if left < timedelta(0):
            break
        found.append((start, min(end, start + left)) if forward else (max(start, end - left), end))
        left -= end - start
        if not forward and left <= timedelta(0):
            break
    return found


def schedule_valid(given: Given, _: Convention) -> dict[str, Any]:
    return {"value": is_valid(given["schedule"])}


def interval_matches(given: Given, _: Convention) -> dict[str, Any]:
    return {"value": intervals.any_matches(given["intervals"], _utc(given))}


def intervals_matching(given: Given, _: Convention) -> dict[str, Any]:
    named = given["named"].items()
    return {"names": sorted(name for name, each in named if intervals.any_matches(each, _utc(given)))}


def interval_spec_valid(given: Given, _: Convention) -> dict[str, Any]:
    return {"value": intervals.is_valid(given["interval"])}


def _utc(given: Given) -> datetime:
    return instant(given["at"]).astimezone(UTC)


_OPS: dict[str, Callable[[Given, Convention], dict[str, Any]]] = {
    op.__name__: op
    for op in (
        in_hours, on_break, on_holiday, elapsed, add, subtract, periods_after, intersect_periods_after,
        periods_before, periods_between, periods_between_desc, business_dates_after, holiday_segment,
        wall_to_instant, walk_periods, schedule_valid, interval_matches, intervals_matching,
        interval_spec_valid,
    )
}  # fmt: skip
