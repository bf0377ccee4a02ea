"""Windows of the week: over midnight, around the week's end, where clocks change."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tocsin.core.oncall.windows import Windows

BERLIN = ZoneInfo("Europe/Berlin")
pytestmark = pytest.mark.req("A4.2")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_window_ends_on_the_next_day_when_it_ends_before_it_begins() -> None:
    nights = Windows.of(BERLIN, {"fri": ["22:00-06:00"]})
    assert nights.is_open(utc("2026-06-05T20:00"))
    assert nights.is_open(utc("2026-06-06T03:59"))
    assert not nights.is_open(utc("2026-06-06T04:00"))
    assert not nights.is_open(utc("2026-06-05T03:00"))


def test_a_window_may_run_over_the_end_of_the_week() -> None:
    nights = Windows.of(BERLIN, {"sun": ["22:00-06:00"]})
    assert nights.span(utc("2026-06-08T01:00")) == (utc("2026-06-07T20:00"), utc("2026-06-08T04:00"))


def test_windows_that_touch_are_one() -> None:
    days = Windows.of(BERLIN, {"mon, tue": ["08:00-08:00"]})
    assert days.span(utc("2026-06-08T12:00")) == (utc("2026-06-08T06:00"), utc("2026-06-10T06:00"))


def test_all_week_is_always_and_no_window_is_never() -> None:
    always, never = Windows.of(BERLIN, {"daily": ["12:00-12:00"]}), Windows.of(BERLIN, {})
    at = utc("2026-06-08T12:00")
    assert always.always
    assert always.is_open(at)
    assert list(always.between(at, at)) != []
    assert not never.is_open(at)
    assert never.span(at) is None
    assert list(never.between(at, utc("2027-01-01T00:00"))) == []


def test_the_next_span_is_told_while_it_is_closed() -> None:
    work = Windows.of(BERLIN, {"mon-fri": ["09:00-17:00"]})
    assert work.span(utc("2026-06-05T15:00")) == (utc("2026-06-08T07:00"), utc("2026-06-08T15:00"))


def test_a_window_in_a_gap_does_not_happen_that_day() -> None:
    gap = Windows.of(BERLIN, {"sun": ["02:00-03:00"]})
    assert gap.span(utc("2026-03-28T12:00")) == (utc("2026-04-05T00:00"), utc("2026-04-05T01:00"))


def test_a_window_in_the_hour_that_comes_twice_begins_once() -> None:
    twice = Windows.of(BERLIN, {"sun": ["02:30-03:30"]})
    assert list(twice.between(utc("2026-10-24T00:00"), utc("2026-10-26T00:00"))) == [
        (utc("2026-10-25T00:30"), utc("2026-10-25T02:30"))
    ]
    assert twice.is_open(utc("2026-10-25T01:10"))


@pytest.mark.parametrize("text", ["9-17", "09:00", "24:00-06:00", "09:60-10:00", "09:00-24:30", "morning"])
def test_what_is_no_window_is_told_how_one_is_written(text: str) -> None:
    with pytest.raises(ValueError, match=f"`{text}` is no window: write `09:00-17:00`"):
        Windows.of(BERLIN, {"mon": [text]})


def test_a_window_may_end_with_the_day() -> None:
    assert Windows.of(BERLIN, {"mon": ["18:00-24:00"]}).parts == ((1080, 1440),)
