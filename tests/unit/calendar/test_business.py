"""Business time by example: edges, breaks, one-off shifts, days off, calendars that never open (A0.5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tocsin.core.calendar.business import ALWAYS, BusinessHours, Exact, NeverOpensError
from tocsin.core.model.duration import Span, parse_span

pytestmark = [pytest.mark.req("A0.5", "B4")]
BERLIN = "Europe/Berlin"
OFFICE = {"mon-fri": ["08:00-12:00", "13:00-17:00"]}
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def office(**more: object) -> BusinessHours:
    return BusinessHours.of(BERLIN, OFFICE, **more)  # type: ignore[arg-type]


def test_eight_hours_from_monday_morning_are_due_at_the_close_and_not_on_tuesday() -> None:
    monday = at("2026-11-23T08:00+01:00")
    assert office().add(monday, 8 * HOUR) == at("2026-11-23T17:00+01:00")
    assert office().add(monday, 8 * HOUR, Exact.NEXT_OPEN) == at("2026-11-24T08:00+01:00")


def test_noon_is_closed_until_one() -> None:
    assert not office().is_open(at("2026-11-23T12:00+01:00"))
    assert office().next_open(at("2026-11-23T12:00+01:00")) == at("2026-11-23T13:00+01:00")
    assert office().next_open(at("2026-11-23T13:00+01:00")) == at("2026-11-23T13:00+01:00")


def test_nothing_is_due_at_the_next_opening() -> None:
    assert office().add(at("2026-11-21T10:00+01:00"), timedelta(0)) == at("2026-11-23T08:00+01:00")


def test_a_break_a_one_off_shift_and_a_day_off_are_skipped_in_turn() -> None:
    monday, tuesday, wednesday = (date(2026, 11, n) for n in (23, 24, 25))
    hours = office(
        breaks={monday: ["15:00-16:00"]}, shifts={tuesday: ["10:00-11:00"]}, closed={wednesday: "Move"}
    )
    start = at("2026-11-23T14:00+01:00")
    assert hours.add(start, 2 * HOUR) == at("2026-11-23T17:00+01:00")
    assert hours.add(start, 3 * HOUR) == at("2026-11-24T11:00+01:00")
    assert hours.add(start, 4 * HOUR) == at("2026-11-26T09:00+01:00")
    assert hours.between(start, at("2026-11-26T09:00+01:00")) == 4 * HOUR
    assert hours.subtract(at("2026-11-26T09:00+01:00"), 4 * HOUR) == start
    assert hours.holiday_at(at("2026-11-25T23:59+01:00")) == "Move"
    assert hours.holiday_at(at("2026-11-26T00:00+01:00")) == ""
    assert hours.on_break(at("2026-11-23T15:00+01:00"))
    assert not hours.on_break(at("2026-11-23T16:00+01:00"))


def test_a_day_off_beats_a_one_off_shift() -> None:
    day = date(2026, 11, 24)
    hours = office(shifts={day: ["10:00-11:00"]}, closed=[day])
    assert not hours.is_open(at("2026-11-24T10:30+01:00"))
    assert not hours.is_business_day(day)


def test_a_shift_opens_a_sunday_and_an_empty_one_closes_a_monday() -> None:
    hours = office(shifts={date(2026, 11, 22): ["10:00-14:00"], date(2026, 11, 23): []})
    assert hours.is_open(at("2026-11-22T10:00+01:00"))
    assert hours.next_open(at("2026-11-22T14:00+01:00")) == at("2026-11-24T08:00+01:00")


def test_a_country_and_its_state_stay_closed_on_their_public_holidays() -> None:
    epiphany = at("2027-01-06T10:00+01:00")
    bavaria = office(country="DE", subdivision="BY")
    assert office(country="DE").is_open(epiphany)
    assert not bavaria.is_open(epiphany)
    assert bavaria.holiday_at(epiphany)
    assert bavaria.next_open(at("2026-12-24T17:00+01:00")) == at("2026-12-28T08:00+01:00")


def test_five_business_days_keep_the_wall_clock_over_a_clock_change() -> None:
    friday = at("2026-03-27T10:00+01:00")
    assert office().add_days(friday, 1) == at("2026-03-30T10:00+02:00")
    assert office().add_days(friday, 5) == at("2026-04-03T10:00+02:00")
    assert office(country="DE").add_days(friday, 5) == at("2026-04-07T10:00+02:00")  # Good Friday, Easter
    assert office().add_days(at("2026-03-30T10:00+02:00"), -1) == friday


def test_a_business_day_later_in_the_evening_is_the_morning_after() -> None:
    assert office().add_days(at("2026-11-23T20:00+01:00"), 1) == at("2026-11-25T08:00+01:00")
    assert office().add_days(at("2026-11-21T11:00+01:00"), 1) == at("2026-11-23T11:00+01:00")
    assert office().add_days(at("2026-11-21T11:00+01:00"), 0) == at("2026-11-23T08:00+01:00")
    assert office().add_days(at("2026-11-23T20:00+01:00"), -1) == at("2026-11-20T17:00+01:00")


def test_targets_are_open_time_or_business_days() -> None:
    start = at("2026-11-23T16:00+01:00")
    assert office().add_span(start, parse_span("4h")) == at("2026-11-24T11:00+01:00")
    assert office().add_span(start, parse_span("4 business hours")) == at("2026-11-24T11:00+01:00")
    assert office().add_span(start, parse_span("2 business days")) == at("2026-11-25T16:00+01:00")
    assert ALWAYS.add_span(start, parse_span("4h")) == start + 4 * HOUR
    assert ALWAYS.add_span(start, Span(business_days=2)) == start + timedelta(days=2)


def test_always_counts_every_moment() -> None:
    start = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert ALWAYS.is_open(start)
    assert ALWAYS.next_open(start) == start
    assert ALWAYS.between(start, start + 30 * HOUR) == 30 * HOUR
    assert ALWAYS.between(start, start - HOUR) == timedelta(0)
    assert ALWAYS.subtract(start, HOUR) == start - HOUR
    assert list(ALWAYS.periods(start, start + HOUR)) == [(start, start + HOUR)]
    local = at("2026-03-28T12:00+01:00").astimezone(office().zone)
    assert ALWAYS.add(local, 24 * HOUR) == at("2026-03-29T13:00+02:00")


def test_a_calendar_without_hours_says_so_and_does_not_search_for_ever() -> None:
    never = BusinessHours.of(BERLIN, {})
    now = at("2026-11-23T10:00+01:00")
    assert never.next_open(now) is None
    assert never.between(now, now + 24 * HOUR) == timedelta(0)
    assert list(never.periods(now, now + timedelta(days=36_500))) == []
    for ask in (never.add, never.subtract):
        with pytest.raises(NeverOpensError, match="open"):
            ask(now, HOUR)
    for days in (1, -1):
        with pytest.raises(NeverOpensError, match="open"):
            never.add_days(now, days)


def test_a_calendar_of_one_shift_only_fills_it_and_no_more() -> None:
    once = BusinessHours.of(BERLIN, {}, shifts={date(2026, 11, 24): ["10:00-12:00"]})
    now = at("2026-11-23T10:00+01:00")
    assert once.add(now, 2 * HOUR) == at("2026-11-24T12:00+01:00")
    for amount, exact in ((2 * HOUR, Exact.NEXT_OPEN), (3 * HOUR, Exact.CLOSE)):
        with pytest.raises(NeverOpensError, match="never opens that long"):
            once.add(now, amount, exact)
    assert once.next_open(at("2026-11-24T12:00+01:00")) is None


@pytest.mark.parametrize("year", [1850, 2400])
def test_an_instant_beyond_the_calendar_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match=f"the year {year} is outside"):
        office().is_open(datetime(year, 6, 1, tzinfo=UTC))


def test_more_open_time_than_the_calendar_has_is_refused() -> None:
    with pytest.raises(NeverOpensError, match="too little open time is left until 2300"):
        office().add(at("2026-11-23T10:00+01:00"), timedelta(days=36_500))


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="use `subtract`"):
        office().add(at("2026-11-23T10:00+01:00"), -HOUR)
    with pytest.raises(ValueError, match="negative"):
        ALWAYS.add(at("2026-11-23T10:00+01:00"), -HOUR)


def test_two_windows_that_a_clock_change_lays_over_each_other_count_once() -> None:
    hours = BusinessHours.of("America/New_York", {"sun": ["02:00-02:15", "03:00-03:15"]})
    day = at("2026-03-08T00:00-05:00")
    assert hours.between(day, day + 24 * HOUR) == timedelta(minutes=15)


def test_a_date_that_a_zone_skipped_has_no_time() -> None:
    hours = BusinessHours.of("Pacific/Apia", {"daily": ["09:00-17:00"]}, closed=[date(2011, 12, 31)])
    evening = at("2011-12-29T17:00-10:00")
    assert hours.next_open(evening) == at("2012-01-01T09:00+14:00")


def test_equal_calendars_share_one_index() -> None:
    assert office(country="DE") is office(country="DE")
    assert office(country="DE") is not office(country="AT")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"country": "XX"}, "`XX` has no holidays that we know"),
        ({"breaks": {date(2026, 1, 1): ["9-10"]}}, "`9-10` is no window"),
        ({"shifts": {date(2026, 1, 1): ["10:00-09:00"]}}, "`10:00-09:00` is no window"),
    ],
)
def test_what_is_wrong_with_a_calendar_is_told(more: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        office(**more)
