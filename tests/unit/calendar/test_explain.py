"""A due time accounts for itself: what counted, what was skipped, and why (A0.5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tocsin.core.calendar.business import ALWAYS, BusinessHours
from tocsin.core.calendar.explain import Kind

pytestmark = [pytest.mark.req("A0.5")]
HOUR = timedelta(hours=1)


def test_over_thanksgiving_a_break_and_a_short_day_each_span_says_why() -> None:
    hours = BusinessHours.of(
        "America/New_York",
        {"mon-fri": ["09:00-12:00", "13:00-17:00"]},
        breaks={date(2026, 11, 25): ["15:00-16:00"]},
        shifts={date(2026, 11, 27): ["09:00-13:00"]},
        country="US",
    )
    start = datetime(2026, 11, 25, 19, tzinfo=UTC)
    found = hours.explain_add(start, 7 * HOUR)
    assert found.lines() == (
        "Wed 2026-11-25 14:00 to 15:00: 1 h counted",
        "Wed 2026-11-25 15:00 to 16:00: break",
        "Wed 2026-11-25 16:00 to 17:00: 1 h counted",
        "Wed 2026-11-25 17:00 to 24:00: closed",
        "Thu 2026-11-26 00:00 to 24:00: holiday, Thanksgiving Day",
        "Fri 2026-11-27 00:00 to 09:00: closed",
        "Fri 2026-11-27 09:00 to 13:00: 4 h counted, one-off hours",
        "Fri 2026-11-27 13:00 to Mon 2026-11-30 09:00: closed",
        "Mon 2026-11-30 09:00 to 10:00: 1 h counted",
    )
    assert found.counted == 7 * HOUR
    assert found.end == hours.add(start, 7 * HOUR)


def test_the_night_of_a_clock_change_counts_the_hours_that_passed() -> None:
    hours = BusinessHours.of("Europe/Berlin", {"daily": ["00:00-24:00"]})
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)
    found = hours.explain_add(start, 24 * HOUR)
    assert found.lines() == ("Sun 2026-10-25 00:00 to 23:00: 1 day counted",)


def test_days_off_of_our_own_carry_their_names() -> None:
    day = date(2026, 11, 24)
    named = BusinessHours.of("UTC", {"daily": ["00:00-24:00"]}, closed={day: "Company day"})
    bare = BusinessHours.of("UTC", {"daily": ["00:00-24:00"]}, closed=[day])
    start = datetime(2026, 11, 24, tzinfo=UTC)
    assert [p.note for p in named.explain_between(start, start + 24 * HOUR).pieces] == ["Company day"]
    assert [p.note for p in bare.explain_between(start, start + 24 * HOUR).pieces] == ["day off"]


def test_always_is_one_span_and_nothing_is_none() -> None:
    start = datetime(2026, 11, 24, tzinfo=UTC)
    assert [p.kind for p in ALWAYS.explain_add(start, HOUR).pieces] == [Kind.COUNTED]
    assert ALWAYS.explain_between(start, start).pieces == ()
    closed = BusinessHours.of("UTC", {"mon": ["09:00-10:00"]})
    assert closed.explain_between(start, start).lines() == ()


def test_open_or_closed_an_instant_says_why_and_until_when() -> None:
    hours = BusinessHours.of(
        "Europe/Berlin",
        {"mon-fri": ["08:00-12:00", "13:00-17:00"]},
        breaks={date(2026, 11, 23): ["15:00-16:00"]},
        country="DE",
    )
    day = datetime(2026, 11, 23, tzinfo=hours.zone)
    told = {hour: hours.explain_open(day.replace(hour=hour)) for hour in (7, 12, 13, 15)}
    assert [p.kind for p in told.values()] == [Kind.CLOSED, Kind.CLOSED, Kind.COUNTED, Kind.BREAK]
    assert told[15].end.astimezone(hours.zone).hour == 16
    christmas = hours.explain_open(datetime(2026, 12, 25, 12, tzinfo=UTC))
    assert (christmas.kind, bool(christmas.note)) == (Kind.HOLIDAY, True)
    assert ALWAYS.explain_open(day).kind is Kind.COUNTED


def test_the_way_to_the_next_opening_is_told() -> None:
    hours = BusinessHours.of("UTC", {"mon-fri": ["08:00-17:00"]}, closed={date(2026, 11, 23): "Move"})
    friday = datetime(2026, 11, 20, 17, tzinfo=UTC)
    assert hours.explain_next_open(friday).lines() == (
        "Fri 2026-11-20 17:00 to Sun 2026-11-22 24:00: closed",
        "Mon 2026-11-23 00:00 to 24:00: holiday, Move",
        "Tue 2026-11-24 00:00 to 08:00: closed",
    )
