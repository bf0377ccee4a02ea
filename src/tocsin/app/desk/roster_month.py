"""A stretch of days as a timeline: its days in any zone with their clock changes, turns in rows (A4.2)."""

from collections.abc import Callable, Iterable, Sequence
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
class Run:
    """A turn as people see it: shifts of one person in one rotation, with breaks of less than a day.

    Week-long turns have one shift; those of a daytime layer one a day. A changed shift is a run of its own;
    nobody (`person` ""): a gap. Runs of a line that overlap lie on several `lane`s, counted from 0.
    """

    lane: int
    shifts: tuple[Holder, ...]

    @property
    def first(self) -> Holder:
        """Its first shift: person, rotation, layer and reason are those of all."""
        return self.shifts[0]

    @property
    def start(self) -> datetime:
        """When it begins (UTC)."""
        return _ends(self.shifts[0])[0]

    @property
    def end(self) -> datetime:
        """When it is over (UTC, excluded)."""
        return _ends(self.shifts[-1])[1]


@dataclass(frozen=True)
class Line:
    """One row: a rotation with everybody's runs, or a person with theirs, in order of time."""

    id: str
    name: str
    zone: str
    runs: tuple[Run, ...]

    @property
    def lanes(self) -> int:
        """How many runs lie below each other at most."""
        return max((run.lane for run in self.runs), default=0) + 1


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
    """A row for each rotation, a lane for each of its layers; a gap is a run of nobody."""
    found = list(desk.shifts(start, end))
    made = []
    for rota in desk.rotas:
        layers = [id_ for id_, _ in desk.policy.rotations[rota.id].each()]
        own = [one for one in found if one.rota == rota]
        used = [id_ for id_ in layers if any(one.layer == id_ for one in own)]
        made.append(Line(rota.id, rota.name, rota.zone, laid(runs(own), lambda one: one.layer, used)))
    return made


def by_person(desk: RosterDesk, start: datetime, end: datetime) -> list[Line]:
    """A row for each person with a shift in the period, by name; what overlaps lies below each other."""
    own: dict[str, list[Holder]] = {}
    found = list(desk.shifts(start, end))
    changed = [one for one in found if one.changed]
    for one in found:
        if one.person:
            own.setdefault(one.person, []).append(one)
    made = [
        Line(person, desk.name(person), desk.zone_of(person).key, laid(runs(theirs, changed), lambda _: ""))
        for person, theirs in own.items()
    ]
    return sorted(made, key=lambda line: line.name.casefold())


def runs(shifts: Sequence[Holder], changes: Sequence[Holder] = ()) -> list[tuple[Holder, ...]]:
    """Shifts as turns that people see, in order of time; turns that follow each other at once are one.

    A changed shift ends a turn, be it among them or among `changes`, those of others.
    """
    found: list[list[Holder]] = []
    changed = [*changes, *(one for one in shifts if one.changed)]
    for one in sorted(shifts, key=lambda s: (s.rota.id, s.layer, s.person, _ends(s))):
        last = found[-1][-1] if found else None
        if last and _meets(last, one):
            found[-1][-1] = replace(last, end=one.end)
        elif last and _goes_on(last, one) and not any(_between(last, each, one) for each in changed):
            found[-1].append(one)
        else:
            found.append([one])
    return sorted((tuple(run) for run in found), key=lambda run: (_ends(run[0]), run[0].rota.id))


def _meets(last: Holder, one: Holder) -> bool:
    return last.end == one.start and _alike(last, one)


def _goes_on(last: Holder, one: Holder) -> bool:
    return bool(one.person) and _alike(last, one) and _ends(one)[0] - _ends(last)[1] < _DAY


def _between(last: Holder, changed: Holder, one: Holder) -> bool:
    """Whether a change took what lies between two shifts."""
    if changed.rota.id != one.rota.id:
        return False
    return _ends(last)[1] <= _ends(changed)[0] and _ends(changed)[1] <= _ends(one)[0]


def _alike(last: Holder, one: Holder) -> bool:
    same = (last.rota.id, last.layer, last.person) == (one.rota.id, one.layer, one.person)
    plain = not last.changed and not one.changed
    return same and (plain or (last.changed, last.why) == (one.changed, one.why))


def laid(
    found: Iterable[tuple[Holder, ...]], key: Callable[[Holder], str], keys: Sequence[str] = ()
) -> tuple[Run, ...]:
    """Each run on its key's lane, or on the first one further down that is free; a gap on the first."""
    lanes = {name: place for place, name in enumerate(keys)}
    free: dict[int, datetime] = {}
    made = []
    for shifts in found:
        name = key(shifts[0]) if shifts[0].person else next(iter(lanes), "")
        lane = lanes.setdefault(name, len(lanes))
        start, end = _ends(shifts[0])[0], _ends(shifts[-1])[1]
        while free.get(lane, EARLIEST) > start:
            lane += 1
        free[lane] = end
        made.append(Run(lane, shifts))
    return tuple(made)


def _ends(shift: Holder) -> tuple[datetime, datetime]:
    return shift.start or EARLIEST, shift.end or LATEST
