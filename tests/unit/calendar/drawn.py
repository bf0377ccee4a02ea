"""Calendars drawn at random around clock changes, each with its brute-force twin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hypothesis import strategies as st

from tests.unit.calendar.brute import DAY, MINUTE, Brute, Windows, brute, wall
from tocsin.core.calendar.business import BusinessHours
from tocsin.core.calendar.hours import DAYS

CHANGES = (
    ("America/New_York", "2026-03-08"), ("America/New_York", "2026-11-01"),
    ("Europe/Berlin", "2026-03-29"), ("Europe/Berlin", "2026-10-25"),
    ("Australia/Lord_Howe", "2026-10-04"), ("Australia/Lord_Howe", "2026-04-05"),  # half an hour
    ("Asia/Kolkata", "2026-01-15"), ("Asia/Kathmandu", "2026-06-01"),  # no change, odd offsets
    ("America/Sao_Paulo", "2015-10-18"), ("America/Sao_Paulo", "2019-02-17"),  # at midnight
    ("Africa/Casablanca", "2026-02-15"), ("Africa/Casablanca", "2026-03-22"),  # Ramadan
    ("America/St_Johns", "2010-11-07"),  # one minute past midnight
    ("Pacific/Apia", "2011-12-30"),  # the date did not happen
    ("Africa/Cairo", "2026-04-24"),
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """One calendar twice, and the date of the clock change."""

    hours: BusinessHours
    brute: Brute
    change: str


EDGES = (0, 30, 60, 75, 90, 120, 135, 150, 165, 180, 195, 210, 240, 480, 720, 780, 1020, 1380, 1410, 1440)
"""Minutes of a day at which windows begin and end: many in the small hours, where clocks change."""


def windows(most: int = 3, edges: tuple[int, ...] = EDGES) -> st.SearchStrategy[Windows]:
    """Windows of a day that often meet."""
    clock = st.sampled_from(edges)
    pair = st.tuples(clock, clock).filter(lambda p: p[0] != p[1]).map(lambda p: (min(p), max(p)))
    return st.lists(pair, max_size=most)


@st.composite
def calendars(draw: st.DrawFn) -> Drawn:
    """A calendar around a clock change, with shifts, breaks and days off near it."""
    zone, anchor = draw(st.sampled_from(CHANGES))
    week = [draw(windows()) for _ in range(7)]
    near = st.integers(-3, 3).map(lambda n: date.fromisoformat(anchor) + n * DAY)
    shifts = draw(st.dictionaries(near, windows(), max_size=2))
    if draw(st.booleans()):
        shifts[date.fromisoformat(anchor)] = draw(windows(4, EDGES[:13]))
    breaks = draw(st.dictionaries(near, windows(2), max_size=3))
    closed = draw(st.lists(near, max_size=2, unique=True))
    hours = BusinessHours.of(
        zone,
        {DAYS[n]: _texts(each) for n, each in enumerate(week)},
        shifts={day: _texts(each) for day, each in shifts.items()},
        breaks={day: _texts(each) for day, each in breaks.items()},
        closed=closed,
    )
    return Drawn(hours, brute(wall(zone, anchor), week, shifts, breaks, closed), anchor)


def instants(drawn: Drawn, days: float = 3) -> st.SearchStrategy[datetime]:
    """Whole minutes near the clock change, many of them on an edge."""
    middle = datetime.fromisoformat(f"{drawn.change}T12:00:00+00:00")
    reach = int(days * 96)
    odd = st.one_of(st.just(0), st.just(0), st.integers(1, 14))
    quarters = st.integers(-reach, reach)
    return st.tuples(quarters, odd).map(lambda pair: middle + (pair[0] * 15 + pair[1]) * MINUTE)


def amounts(drawn: Drawn, at: datetime) -> st.SearchStrategy[int]:
    """Minutes: often exactly what is open between the instant and an edge of the calendar."""
    index, opened = drawn.brute.at(at), drawn.brute.open
    edges = [i for i in range(index - 2880, index + 2880) if opened[i] != opened[i - 1]] or [index]
    exact = st.sampled_from(edges).map(lambda i: drawn.brute.between(min(i, index), max(i, index)))
    return st.one_of(exact, st.integers(0, 2000))


def _texts(windows: Windows) -> list[str]:
    return [f"{_clock(a)}-{_clock(b)}" for a, b in windows]


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
