"""The history's calendar and the desk's give the same hours (A0.5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tocsin.core.calendar.business import BusinessHours
from tocsin.core.calendar.calendar import Calendar
from tocsin.core.history.load import block_of

pytestmark = [pytest.mark.req("A0.5")]
HOURS = {"mon-fri": ["08:00-12:00", "13:00-20:00"], "sun": ["01:30-03:30"]}
BREAKS = {date(2026, 3, 25): ["09:00-10:20"]}
SHIFTS = {date(2026, 3, 26): ["10:00-11:00"], date(2026, 3, 28): ["22:00-24:00"]}
CLOSED = [date(2026, 3, 27)]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_breaks_shifts_days_off_and_clock_changes_mean_the_same(zone: str) -> None:
    past = Calendar.of(zone, HOURS, CLOSED, "DE", "BY", BREAKS, SHIFTS)
    live = BusinessHours.of(
        zone, HOURS, breaks=BREAKS, shifts=SHIFTS, closed=CLOSED, country="DE", subdivision="BY"
    )
    start = datetime(2026, 1, 1, tzinfo=UTC)
    end = start + timedelta(days=400)
    assert list(past.spans(start, end)) == list(live.periods(start, end))


def test_hours_of_a_single_date_decide_how_finely_the_history_counts() -> None:
    assert block_of(Calendar.of("UTC", HOURS)) == 15
    assert block_of(Calendar.of("UTC", HOURS, breaks=BREAKS)) == 1
    assert block_of(Calendar.of("UTC", HOURS, shifts={date(2026, 3, 26): ["10:00-11:05"]})) == 1
