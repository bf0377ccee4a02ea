"""Calendars drawn at random around clock changes, each with its brute-force twin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

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


def _windows(most: int, edges: tuple[int, ...] = EDGES) -> st.SearchStrategy[Windows]:
    """Windows of a day that often meet."""
    return st.lists(st.sampled_from(tuple(combinations(edges, 2))), max_size=most)


_NEAR = st.sampled_from(range(-3, 4))
_WEEK = st.tuples(*[_windows(3)] * 7)
_SHIFTS = st.dictionaries(_NEAR, _windows(3), max_size=2)
_BREAKS = st.dictionaries(_NEAR, _windows(2), max_size=3)
_CLOSED = st.lists(_NEAR, max_size=2, unique=True)
_CHANGE_DAY = st.one_of(st.none(), _windows(4, EDGES[:13]))
_RULES = st.tuples(st.sampled_from(CHANGES), _WEEK, _SHIFTS, _CHANGE_DAY, _BREAKS, _CLOSED)
"""Built once: drawing costs more than the questions asked."""


@st.composite
def calendars(draw: st.DrawFn) -> Drawn:
    """A calendar around a clock change, with shifts, breaks and days off near it."""
    (zone, anchor), week, shifts, change_day, breaks, closed = draw(_RULES)
    if change_day is not None:
        shifts = {**shifts, 0: change_day}
    middle = date.fromisoformat(anchor)
    one_off, broken = ({middle + n * DAY: each for n, each in found.items()} for found in (shifts, breaks))
    off = [middle + n * DAY for n in closed]
    hours = BusinessHours.of(
        zone,
        {DAYS[n]: _texts(each) for n, each in enumerate(week)},
        shifts={day: _texts(each) for day, each in one_off.items()},
        breaks={day: _texts(each) for day, each in broken.items()},
        closed=off,
    )
    return Drawn(hours, brute(wall(zone, anchor), week, one_off, broken, off), anchor)


_QUARTERS = {days: st.integers(-days * 96, days * 96) for days in (2, 3)}
_ODD = st.sampled_from((0, 0, 0, 1, 2, 7, 13))


@st.composite
def instants(draw: st.DrawFn, drawn: Drawn, days: int = 3) -> datetime:
    """Whole minutes near the clock change, many of them on an edge."""
    middle = datetime.fromisoformat(f"{drawn.change}T12:00:00+00:00")
    return middle + (draw(_QUARTERS[days]) * 15 + draw(_ODD)) * MINUTE


@st.composite
def amounts(draw: st.DrawFn, drawn: Drawn, at: datetime) -> int:
    """Minutes: often exactly what is open between the instant and an edge of the calendar."""
    picked = draw(_AMOUNTS)
    if picked % 2:
        return picked
    index, opened = drawn.brute.at(at), drawn.brute.open
    edges = [i for i in range(index - 2880, index + 2880) if opened[i] != opened[i - 1]] or [index]
    edge = edges[picked // 2 % len(edges)]
    return drawn.brute.between(min(edge, index), max(edge, index))


_AMOUNTS = st.integers(0, 2000)


def _texts(windows: Windows) -> list[str]:
    return [f"{_clock(a)}-{_clock(b)}" for a, b in windows]


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
