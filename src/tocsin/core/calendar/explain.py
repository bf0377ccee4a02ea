"""Why a due time is what it is: the spans that counted and those that did not, in order (A0.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import pairwise
from zoneinfo import ZoneInfo

from tocsin.core.calendar.days import DayPlan, Days
from tocsin.core.model.duration import words
from tocsin.core.model.instant import from_micros


class Kind(Enum):
    """What a span did to a clock."""

    COUNTED = "counted"
    CLOSED = "closed"
    BREAK = "break"
    HOLIDAY = "holiday"
    PAUSED = "paused"


@dataclass(frozen=True)
class Piece:
    """One span [start, end) in UTC: counted or not, and why (`note`: a holiday's name, a pause's reason)."""

    start: datetime
    end: datetime
    kind: Kind
    note: str = ""

    @property
    def length(self) -> timedelta:
        """Elapsed time of the span."""
        return self.end - self.start


@dataclass(frozen=True)
class Explanation:
    """All of [start, end] in pieces that follow each other without a gap; `zone` is that of the lines."""

    zone: ZoneInfo
    start: datetime
    end: datetime
    pieces: tuple[Piece, ...]

    @property
    def counted(self) -> timedelta:
        """The time that counted."""
        return sum((p.length for p in self.pieces if p.kind is Kind.COUNTED), timedelta(0))

    def lines(self) -> tuple[str, ...]:
        """One line for each piece, on the wall clock of the zone."""
        return tuple(f"{self._when(p)}: {_what(p)}" for p in self.pieces)

    def _when(self, piece: Piece) -> str:
        start, end = piece.start.astimezone(self.zone), piece.end.astimezone(self.zone)
        first, last, clock = start.date(), end.date(), _clock(end)
        if clock == "00:00" and first < last:
            last, clock = last - timedelta(days=1), "24:00"
        day = "" if first == last else f"{_day(last)} "
        return f"{_day(first)} {_clock(start)} to {day}{clock}"


def explained(days: Days, start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of [start, end), microseconds since 1970 UTC; closed across midnight is one piece."""
    found: list[Piece] = []
    for first, last, kind, note in _cut(days, start, end):
        if found and kind is Kind.CLOSED and found[-1].kind is Kind.CLOSED:
            found[-1] = Piece(found[-1].start, from_micros(last), kind)
        else:
            found.append(Piece(from_micros(first), from_micros(last), kind, note))
    return tuple(found)


def _cut(days: Days, start: int, end: int) -> Iterator[tuple[int, int, Kind, str]]:
    if start >= end:
        return
    day = from_micros(start).astimezone(days.zone).date() - timedelta(days=1)
    while True:
        plan = days.plan(day)
        if plan.bounds[0] >= end:
            return
        for first, last, kind, note in _of_day(plan):
            if max(first, start) < min(last, end):
                yield max(first, start), min(last, end), kind, note
        day += timedelta(days=1)


def _of_day(plan: DayPlan) -> Iterator[tuple[int, int, Kind, str]]:
    """The whole date in stretches: open, broken, else closed; or its holiday."""
    if plan.holiday:
        yield *plan.bounds, Kind.HOLIDAY, plan.holiday
        return
    note = "one-off hours" if plan.one_off else ""
    marked = {
        **dict.fromkeys(plan.open, (Kind.COUNTED, note)),
        **dict.fromkeys(plan.broken, (Kind.BREAK, "")),
    }
    cuts = sorted({edge for stretch in (*marked, plan.bounds) for edge in stretch})
    for first, last in pairwise(cuts):
        yield first, last, *marked.get((first, last), (Kind.CLOSED, ""))


def _what(piece: Piece) -> str:
    note = f", {piece.note}" if piece.note else ""
    if piece.kind is Kind.COUNTED:
        return f"{words(piece.length)} counted{note}"
    return f"{piece.kind.value}{note}"


def _day(local: date) -> str:
    return f"{local:%a %Y-%m-%d}"


def _clock(local: datetime) -> str:
    if local.microsecond or local.second:
        return f"{local:%H:%M:%S}"
    return f"{local:%H:%M}"
