"""Who carries how much: everybody's spans over all rotations, who is booked twice, their load (A4.2)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tocsin.core.oncall.roster import Roster
from tocsin.core.oncall.wall import instant_of, wall_of

_DAY = timedelta(days=1)
_SATURDAY = 5


class Duty(NamedTuple):
    """Somebody on call in one rotation from `start` to `end` (UTC, end excluded)."""

    person: str
    rotation: str
    start: datetime
    end: datetime


class Doubled(NamedTuple):
    """Somebody on call in several rotations at once (UTC, end excluded), the rotations in order."""

    person: str
    rotations: tuple[str, ...]
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Night:
    """When it is night by the clocks of a zone; it ends on the next day when `end` is not after `start`."""

    start: time = time(22)
    end: time = time(7)


@dataclass(frozen=True)
class Load:
    """What a period asks of somebody: time on call (once, however many rotations), nights and weekends.

    `nights`: nights with some time on call in them. `weekends`: Saturdays with their Sundays, likewise.
    """

    person: str
    time: timedelta = timedelta(0)
    nights: int = 0
    weekends: int = 0
    shifts: int = 0


def duties(roster: Roster, start: datetime, end: datetime, only: Collection[str] = ()) -> list[Duty]:
    """Everybody's time on call from `start` to `end` in all rotations, or in `only` these; cut to it."""
    wanted = [id_ for id_ in roster.ids() if not only or id_ in only]
    return [
        Duty(shift.person, id_, shift.start, shift.end)
        for id_ in wanted
        for shift in roster.shifts(id_, start, end)
        if shift.person
    ]


def joined(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spans in order, those that meet or overlap made one."""
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def doubled(found: Iterable[Duty]) -> list[Doubled]:
    """Spans in which one person is on call in several rotations at once, by person, in order (A13.2)."""
    own: dict[str, list[Duty]] = {}
    for duty in found:
        own.setdefault(duty.person, []).append(duty)
    return [one for person, theirs in own.items() for one in _doubled(person, theirs)]


def _doubled(person: str, own: Sequence[Duty]) -> list[Doubled]:
    edges = sorted({edge for duty in own for edge in (duty.start, duty.end)})
    made: list[Doubled] = []
    for start, end in pairwise(edges):
        held = tuple(sorted({d.rotation for d in own if d.start <= start and d.end >= end}))
        if len(held) < 2:
            continue
        if made and made[-1].end == start and made[-1].rotations == held:
            made[-1] = made[-1]._replace(end=end)
        else:
            made.append(Doubled(person, held, start, end))
    return made


def load(person: str, own: Sequence[Duty], zone: ZoneInfo, night: Night | None = None) -> Load:
    """What these duties ask of the person; nights and weekends by the clocks of `zone`."""
    spans = joined((duty.start, duty.end) for duty in own)
    whole = sum((end - start for start, end in spans), timedelta(0))
    nights = {day for span in spans for day in _nights(span, zone, night or Night())}
    weekends = {day for span in spans for day in _weekends(span, zone)}
    return Load(person, whole, len(nights), len(weekends), len(own))


def _days(span: tuple[datetime, datetime], zone: ZoneInfo) -> Iterable[datetime]:
    """The days by the clocks of the zone that a span touches, and the one before it."""
    day = datetime.combine(wall_of(span[0], zone).date() - _DAY, time())
    last = wall_of(span[1], zone)
    while day <= last:
        yield day
        day += _DAY


def _nights(span: tuple[datetime, datetime], zone: ZoneInfo, night: Night) -> Iterable[datetime]:
    for day in _days(span, zone):
        ends = day if night.start < night.end else day + _DAY
        begin = instant_of(datetime.combine(day, night.start), zone)
        if begin < span[1] and span[0] < instant_of(datetime.combine(ends, night.end), zone):
            yield day


def _weekends(span: tuple[datetime, datetime], zone: ZoneInfo) -> Iterable[datetime]:
    """The Saturdays whose weekend the span touches."""
    for day in _days(span, zone):
        saturday = day - (day.weekday() - _SATURDAY) * _DAY
        if day.weekday() < _SATURDAY:
            continue
        if instant_of(day, zone) < span[1] and span[0] < instant_of(day + _DAY, zone):
            yield saturday
