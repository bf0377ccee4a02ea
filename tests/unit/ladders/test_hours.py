"""Working-hours rungs: outside the hours the next rung at once, or the next opening."""

import pytest

from tests.unit.ladders.made import Desk, at, minutes, rung
from tocsin.core.calendar.business import BusinessHours
from tocsin.core.ladders.due import next_due
from tocsin.core.ladders.events import RungAwaited, RungPassed
from tocsin.core.ladders.rungs import Ladder

BERLIN = BusinessHours.of("Europe/Berlin", {"daily": ["08:00-12:00"]})
NEVER = BusinessHours.of("UTC", {})


def desk(outside: str, calendar: BusinessHours = BERLIN) -> Desk:
    desk_rung = rung("desk", "ana", hours="office", outside=outside)
    return Desk(Ladder("day", (desk_rung, rung("on-call", "ben"))), calendars={"office": calendar})


@pytest.mark.req("A4.5")
def test_outside_its_hours_a_rung_is_passed_over() -> None:
    night = desk("skip")
    night.start("02:55")
    assert night.pages() == ["02:55 ben email"]
    assert night.of(RungPassed)[0].why == "outside the hours of `office`"


@pytest.mark.req("A4.5")
def test_within_its_hours_it_pages() -> None:
    day = desk("skip")
    day.start("06:00")
    assert day.pages() == ["06:00 ana email"]


@pytest.mark.req("A4.5")
def test_a_rung_that_waits_pages_at_the_opening_on_the_morning_after_the_clock_change() -> None:
    night = desk("wait")
    night.start("00:30")
    assert night.pages() == []
    due = next_due(night.paging, night.book)
    assert due is not None
    assert (due.at, due.kind, due.why) == (at("06:00"), "rung", "outside the hours of `office`")
    night.run_until("06:10")
    assert night.pages() == ["06:00 ana email", "06:10 ben email"]


@pytest.mark.req("A4.5")
def test_who_waits_for_an_opening_may_be_escalated_past_it() -> None:
    night = desk("wait")
    night.start("00:30")
    night.escalate("00:40")
    assert night.of(RungAwaited)[0].rung == "desk"
    assert night.pages() == ["00:40 ben email"]


@pytest.mark.req("A4.5")
def test_a_rung_whose_calendar_never_opens_is_passed_over_even_when_it_would_wait() -> None:
    night = desk("wait", NEVER)
    night.start("02:55")
    assert night.pages() == ["02:55 ben email"]


@pytest.mark.req("A4.5")
def test_a_repeat_that_falls_behind_the_closing_is_left_out() -> None:
    closing = rung("desk", "ana", wait=20, every=minutes(5), hours="office")
    day = Desk(Ladder("day", (closing,)), calendars={"office": BERLIN})
    day.start("09:53")
    day.run_until("10:20")
    assert day.pages() == ["09:53 ana email", "09:58 ana email"]


@pytest.mark.req("A4.5")
def test_when_every_rung_is_closed_the_catch_all_is_paged() -> None:
    closed = rung("desk", "ana", hours="office", outside="skip")
    night = Desk(Ladder("day", (closed,), last=("person vera",)), calendars={"office": BERLIN})
    night.start("02:55")
    assert night.pages() == ["02:55 vera email"]
