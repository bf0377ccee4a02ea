"""Calendars: windows, holidays and clock changes, checked against asking minute by minute (A0.5)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tocsin.core.calendar.calendar import ALWAYS, Calendar, OpenIndex

pytestmark = pytest.mark.req("A0.5")
HOURS = {"mon-fri": ["08:00-12:00", "13:00-20:00"], "sat": ["22:00-24:00"]}


def brute(zone: str, now: datetime, holidays: frozenset[str]) -> bool:
    """Open, by the local clock on the wall."""
    local = now.astimezone(ZoneInfo(zone))
    if f"{local:%Y-%m-%d}" in holidays:
        return False
    minute = local.hour * 60 + local.minute
    if local.weekday() < 5:
        return 480 <= minute < 720 or 780 <= minute < 1200
    return local.weekday() == 5 and minute >= 1320


@pytest.mark.parametrize(
    ("zone", "start"),
    [("America/New_York", "2026-03-05"), ("Europe/Berlin", "2026-10-23"), ("Asia/Kathmandu", "2026-01-01")],
)
def test_spans_agree_with_the_clock_on_the_wall(zone: str, start: str) -> None:
    calendar = Calendar.of(zone, HOURS)
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    index = OpenIndex.of(calendar, begin, begin + timedelta(days=6))
    micros = int(begin.timestamp()) * 1_000_000
    for step in range(6 * 24 * 12):
        now = begin + timedelta(minutes=5 * step)
        assert index.is_open(micros + step * 300_000_000) == brute(zone, now, frozenset()), now


def test_holidays_of_a_country_and_own_days_stay_closed() -> None:
    thanksgiving = datetime(2026, 11, 26, 15, tzinfo=UTC)
    own = (thanksgiving + timedelta(days=1)).date()
    calendar = Calendar.of("America/New_York", HOURS, [own], country="US")
    assert not calendar.is_open(thanksgiving)
    assert not calendar.is_open(thanksgiving + timedelta(days=1))
    assert calendar.is_open(thanksgiving - timedelta(days=1))


def test_a_state_has_its_own_holidays() -> None:
    epiphany = datetime(2027, 1, 6, 10, tzinfo=UTC)
    hours = {"daily": ["00:00-24:00"]}
    assert Calendar.of("Europe/Berlin", hours, country="DE").is_open(epiphany)
    assert not Calendar.of("Europe/Berlin", hours, country="DE", subdivision="BY").is_open(epiphany)


def test_always_never_closes() -> None:
    start = datetime(2026, 3, 28, tzinfo=UTC)
    assert all(ALWAYS.is_open(start + timedelta(hours=n)) for n in range(48))


@pytest.mark.parametrize(
    ("zone", "hours", "country", "told"),
    [
        ("Europe/Berln", HOURS, "", "did you mean `Europe/Berlin`?"),
        ("UTC", {"moonday": ["08:00-12:00"]}, "", "`moonday` names no days"),
        ("UTC", {"mon": ["12:00-08:00"]}, "", "`12:00-08:00` is no window"),
        ("UTC", {"mon": ["08:00-25:00"]}, "", "is no window"),
        ("UTC", {"mon": ["8-12"]}, "", "is no window"),
        ("UTC", HOURS, "XX", "`XX` has no holidays that we know"),
    ],
)
def test_what_is_wrong_is_told(zone: str, hours: dict[str, list[str]], country: str, told: str) -> None:
    with pytest.raises(ValueError, match=told.replace("?", r"\?")):
        Calendar.of(zone, hours, country=country)
