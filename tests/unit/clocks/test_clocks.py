"""One clock from its start to its end: due, pauses, warnings, breach, its account of itself (A4.3, A5.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tocsin.core.calendar.business import ALWAYS, BusinessHours, Exact
from tocsin.core.clocks.clock import Clock, Pause
from tocsin.core.clocks.due import due, moments, used
from tocsin.core.clocks.explain import explain, left_in_words
from tocsin.core.clocks.reading import Status, reading
from tocsin.core.model.duration import parse_span

pytestmark = [pytest.mark.req("A4.3", "A5.2", "A5.8", "B4")]
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OFFICE = BusinessHours.of(
    "Europe/Berlin",
    {"mon-fri": ["08:00-12:00", "13:00-17:00"]},
    closed={date(2026, 11, 24): "Company day"},
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


MONDAY = at("2026-11-23T10:00+01:00")


def clock(target: str, hours: BusinessHours = OFFICE, **more: object) -> Clock:
    return Clock("resolution", parse_span(target), hours, "office", MONDAY, **more)  # type: ignore[arg-type]


def waiting(start: str, end: str | None) -> Pause:
    return Pause(at(start), at(end) if end else None, "waiting on the customer")


def test_p1_around_the_clock_and_p3_in_office_hours() -> None:
    assert due(clock("15m", ALWAYS)) == MONDAY + 15 * MINUTE
    assert due(clock("8h")) == at("2026-11-25T10:00+01:00")
    assert due(clock("2 business days")) == at("2026-11-26T10:00+01:00")
    assert due(clock("8 business hours")) == at("2026-11-25T10:00+01:00")


def test_a_target_that_ends_with_the_day_is_due_at_the_close() -> None:
    assert due(clock("6h")) == at("2026-11-23T17:00+01:00")
    assert due(clock("6h", exact=Exact.NEXT_OPEN)) == at("2026-11-25T08:00+01:00")


def test_an_hour_of_waiting_makes_it_due_an_hour_later_but_a_lunch_does_not() -> None:
    hour = waiting("2026-11-23T10:30+01:00", "2026-11-23T11:30+01:00")
    lunch = waiting("2026-11-23T12:00+01:00", "2026-11-23T13:00+01:00")
    assert due(clock("4h")) == at("2026-11-23T15:00+01:00")
    assert due(clock("4h", pauses=(lunch,))) == at("2026-11-23T15:00+01:00")
    assert due(clock("4h", pauses=(lunch, hour))) == at("2026-11-23T16:00+01:00")


def test_pauses_that_overlap_count_once_and_one_before_the_start_counts_from_the_start() -> None:
    pauses = (
        waiting("2026-11-23T09:00+01:00", "2026-11-23T10:20+01:00"),
        waiting("2026-11-23T10:10+01:00", "2026-11-23T10:30+01:00"),
        waiting("2026-11-23T08:00+01:00", "2026-11-23T09:30+01:00"),
    )
    assert due(clock("1h", pauses=pauses)) == at("2026-11-23T11:30+01:00")


def test_business_days_are_pushed_out_by_the_open_time_of_a_pause() -> None:
    pause = waiting("2026-11-23T16:00+01:00", "2026-11-25T09:00+01:00")
    assert due(clock("1 business day", pauses=(pause,))) == at("2026-11-25T13:00+01:00")
    assert due(clock("1 business day")) == at("2026-11-25T10:00+01:00")


def test_while_it_waits_nothing_is_due_unless_it_had_run_out_before() -> None:
    open_pause = waiting("2026-11-23T11:00+01:00", None)
    assert due(clock("2h", pauses=(open_pause,))) is None
    assert due(clock("30m", pauses=(open_pause,))) == MONDAY + 30 * MINUTE
    assert due(clock("1h", pauses=(open_pause,))) == MONDAY + HOUR


def test_a_pause_after_the_breach_does_not_undo_it() -> None:
    late = clock("1h", pauses=(waiting("2026-11-23T11:30+01:00", "2026-11-23T16:00+01:00"),))
    assert due(late) == at("2026-11-23T11:00+01:00")
    assert reading(late, at("2026-11-23T11:45+01:00")).status is Status.BREACHED


def test_warnings_fall_at_fractions_of_open_time() -> None:
    half = waiting("2026-11-23T11:00+01:00", None)
    assert moments(clock("4h"), (0.5, 0.8)) == (
        (0.5, at("2026-11-23T12:00+01:00")),
        (0.8, at("2026-11-23T14:12+01:00")),
    )
    assert moments(clock("4h", pauses=(half,)), (0.25, 0.5)) == ((0.25, at("2026-11-23T11:00+01:00")),)
    days = moments(clock("2 business days"), (0.5,))
    assert days == ((0.5, at("2026-11-25T10:00+01:00")),)


def test_a_story_of_one_clock() -> None:
    pause = waiting("2026-11-23T10:30+01:00", "2026-11-23T11:30+01:00")
    story = clock("2h", pauses=(pause,), stopped=at("2026-11-23T14:10+01:00"))
    seen = [
        ("2026-11-23T10:15+01:00", Status.RUNNING, "2026-11-23T12:00+01:00", 15, 105, 0),
        ("2026-11-23T11:00+01:00", Status.PAUSED, None, 30, 90, 0),
        ("2026-11-23T11:45+01:00", Status.RUNNING, "2026-11-23T14:00+01:00", 45, 75, 0),
        ("2026-11-23T14:00+01:00", Status.BREACHED, "2026-11-23T14:00+01:00", 120, 0, 0),
        ("2026-11-23T14:05+01:00", Status.BREACHED, "2026-11-23T14:00+01:00", 125, 0, 5),
        ("2026-11-23T18:00+01:00", Status.MET_LATE, "2026-11-23T14:00+01:00", 130, 0, 10),
    ]
    for now, status, due_at, spent, left, late in seen:
        found = reading(story, at(now))
        assert found.status is status, now
        assert found.due_at == (at(due_at) if due_at else None), now
        assert (found.used, found.left, found.late_by) == (spent * MINUTE, left * MINUTE, late * MINUTE), now


def test_done_at_the_last_moment_is_met_and_a_moment_later_it_is_not() -> None:
    end = at("2026-11-23T12:00+01:00")
    assert reading(clock("2h", stopped=end), end).status is Status.MET
    assert reading(clock("2h", stopped=end + timedelta(microseconds=1)), end + HOUR).status is Status.MET_LATE
    assert reading(clock("2h"), end).status is Status.BREACHED


def test_done_while_it_waited_is_met() -> None:
    waits = clock("2h", pauses=(waiting("2026-11-23T11:00+01:00", None),), stopped=MONDAY + 90 * MINUTE)
    found = reading(waits, MONDAY + 2 * HOUR)
    assert (found.status, found.due_at, found.used) == (Status.MET, None, HOUR)


def test_answered_in_the_evening_is_late_although_no_open_time_passed() -> None:
    found = reading(clock("6h", stopped=at("2026-11-23T20:00+01:00")), at("2026-11-24T09:00+01:00"))
    assert (found.status, found.late_by, found.used) == (Status.MET_LATE, 3 * HOUR, 6 * HOUR)


def test_used_stops_with_the_clock() -> None:
    assert used(clock("2h", stopped=MONDAY + HOUR), MONDAY + 5 * HOUR) == HOUR
    assert used(clock("2h"), MONDAY - HOUR) == timedelta(0)


def test_a_raised_severity_is_another_target_of_the_same_clock() -> None:
    p3 = clock("8h", pauses=(waiting("2026-11-23T10:30+01:00", "2026-11-23T11:00+01:00"),))
    p1 = replace(p3, target=parse_span("4h"), hours=ALWAYS, calendar="always")
    assert due(p3) == at("2026-11-25T10:30+01:00")
    assert due(p1) == at("2026-11-23T14:30+01:00")


def test_a_due_time_explains_itself() -> None:
    pause = waiting("2026-11-23T14:00+01:00", "2026-11-23T15:00+01:00")
    account = explain(clock("6h", pauses=(pause,)), at("2026-11-23T16:00+01:00"))
    assert account.lines() == (
        "resolution: 6 h in `office` (Europe/Berlin) from Mon 2026-11-23 10:00, "
        "due Wed 2026-11-25 09:00: running",
        "Mon 2026-11-23 10:00 to 12:00: 2 h counted",
        "Mon 2026-11-23 12:00 to 13:00: closed",
        "Mon 2026-11-23 13:00 to 14:00: 1 h counted",
        "Mon 2026-11-23 14:00 to 15:00: paused, waiting on the customer",
        "Mon 2026-11-23 15:00 to 17:00: 2 h counted",
        "Mon 2026-11-23 17:00 to 24:00: closed",
        "Tue 2026-11-24 00:00 to 24:00: holiday, Company day",
        "Wed 2026-11-25 00:00 to 08:00: closed",
        "Wed 2026-11-25 08:00 to 09:00: 1 h counted",
    )
    assert account.spans.counted == 6 * HOUR


def test_a_clock_that_waits_explains_itself_until_now() -> None:
    pauses = (
        waiting("2026-11-23T10:30+01:00", "2026-11-23T11:00+01:00"),
        Pause(at("2026-11-23T10:45+01:00"), None, "on hold"),
    )
    account = explain(clock("6h", pauses=pauses), at("2026-11-23T11:30+01:00"))
    assert account.due_at is None
    assert account.lines() == (
        "resolution: 6 h in `office` (Europe/Berlin) from Mon 2026-11-23 10:00, held by a pause: paused",
        "Mon 2026-11-23 10:00 to 10:30: 30 min counted",
        "Mon 2026-11-23 10:30 to 11:00: paused, waiting on the customer",
        "Mon 2026-11-23 11:00 to 11:30: paused, on hold",
    )


def test_countdowns_for_people() -> None:
    pause = waiting("2026-11-23T10:30+01:00", "2026-11-23T11:30+01:00")
    story = clock("2h", pauses=(pause,), stopped=at("2026-11-23T14:10+01:00"))
    told = {now: left_in_words(story, at(f"2026-11-23T{now}+01:00")) for now in _TOLD}
    assert told == _TOLD
    assert left_in_words(clock("2h", stopped=MONDAY + HOUR), MONDAY + HOUR) == "met"


_TOLD = {
    "10:15": "1 h 45 min left",
    "11:00": "paused with 1 h 30 min left",
    "14:03": "late by 3 min",
    "15:00": "met late by 10 min",
}
