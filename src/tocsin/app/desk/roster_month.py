"""A stretch of days as a timeline: its days in any zone with their clock changes, bars in rows (A4.2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from tocsin.app.desk.roster_desk import RosterDesk
from tocsin.app.oncall import Holder
from tocsin.core.oncall.wall import EARLIEST, LATEST, instant_of, wall_of

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A day by a zone's clocks, from midnight to midnight (UTC); `shift`: by how much its clocks change.

    A day on which clocks go forward is shorter than 24 h (`shift` above zero), back: longer.
    """

    day: date
    start: datetime
    end: datetime

    @property
    def shift(self) -> timedelta:
        """How far the clocks go forward on this day; zero on most."""
        return _DAY - (self.end - self.start)

    @property
    def is_weekend(self) -> bool:
        """Saturday or Sunday."""
        return self.day.weekday() >= 5


@dataclass(frozen=True)
class Line:
    """One row: a rotation with everybody's shifts, or a person with theirs; `bars` in order of time.

    Bars of people that overlap lie on `lanes` below each other: each bar with its lane, from 0.
    """

    id: str
    name: str
    zone: str
    bars: tuple[tuple[int, Holder], ...]

    @property
    def lanes(self) -> int:
        """How many bars lie below each other at most."""
        return max((lane for lane, _ in self.bars), default=0) + 1


def month_of(day: date) -> tuple[date, date]:
    """The first day of its month, and of the next one."""
    first = day.replace(day=1)
    return first, (first + 31 * _DAY).replace(day=1)


def days_of(first: date, last: date, zone: ZoneInfo) -> list[Day]:
    """The days from `first` to before `last` by a zone's clocks; one that never was is left out."""
    starts = []
    while first <= last:
        starts.append((first, instant_of(datetime.combine(first, time()), zone)))
        first += _DAY
    made = [Day(day, start, end) for (day, start), (_, end) in pairwise(starts)]
    return [one for one in made if one.start < one.end]


def days_between(start: datetime, end: datetime, zone: ZoneInfo) -> list[Day]:
    """The days by a zone's clocks that a period touches, whole: the first and last may stick out."""
    last = wall_of(end - timedelta(microseconds=1), zone).date()
    return days_of(wall_of(start, zone).date(), last + _DAY, zone)


def by_rotation(desk: RosterDesk, start: datetime, end: datetime) -> list[Line]:
    """A row for each rotation; a gap is a bar of nobody."""
    found = list(desk.shifts(start, end))
    return [
        Line(rota.id, rota.name, rota.zone, laid(joined([one for one in found if one.rota == rota])))
        for rota in desk.rotas
    ]


def by_person(desk: RosterDesk, start: datetime, end: datetime) -> list[Line]:
    """A row for each person with a shift in the period, by name."""
    own: dict[str, list[Holder]] = {}
    for one in desk.shifts(start, end):
        if one.person:
            own.setdefault(one.person, []).append(one)
    made = [
        Line(person, desk.name(person), desk.zone_of(person).key, laid(joined(theirs)))
        for person, theirs in own.items()
    ]
    return sorted(made, key=lambda line: line.name.casefold())


def joined(shifts: Iterable[Holder]) -> list[Holder]:
    """Turns of one person that follow each other in one rotation as one bar, unless a change made one."""
    found: list[Holder] = []
    for one in sorted(shifts, key=lambda shift: (shift.rota.id, shift.person, _ends(shift))):
        if found and _goes_on(found[-1], one):
            found[-1] = replace(found[-1], end=one.end)
        else:
            found.append(one)
    return sorted(found, key=lambda shift: (_ends(shift), shift.rota.id, shift.person))


def _goes_on(last: Holder, one: Holder) -> bool:
    same = (last.rota.id, last.person, last.end) == (one.rota.id, one.person, one.start)
    plain = not last.changed and not one.changed
    return same and (plain or (last.changed, last.why) == (one.changed, one.why))


def laid(bars: Iterable[Holder]) -> tuple[tuple[int, Holder], ...]:
    """Each bar on the first lane that is free when it begins; bars come in order of time."""
    free: list[datetime] = []
    made = []
    for bar in bars:
        start, end = _ends(bar)
        lane = next((n for n, until in enumerate(free) if until <= start), len(free))
        free[lane : lane + 1] = [end]
        made.append((lane, bar))
    return tuple(made)


def _ends(bar: Holder) -> tuple[datetime, datetime]:
    return bar.start or EARLIEST, bar.end or LATEST
