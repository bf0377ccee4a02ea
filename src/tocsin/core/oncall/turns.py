"""Turns: hand-offs at a wall clock, every so many hours, days, weeks or months, or a custom cycle (A4.2)."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cached_property
from itertools import accumulate
from zoneinfo import ZoneInfo

from tocsin.core.oncall.clock import Clock, as_wall, clock_of


class Unit(Enum):
    """What a turn's length is counted in."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


_STEPS = {Unit.HOURLY: timedelta(hours=1), Unit.DAILY: timedelta(days=1), Unit.WEEKLY: timedelta(weeks=1)}


@dataclass(frozen=True)
class Turns:
    """Turn 0 begins when the clocks of `zone` show `start` (no zone of its own); build with `Turns.of`.

    Turns reach back before turn 0 as well. A monthly hand-off on a day that the month does not have is on
    its last day. A turn that a clock change swallows whole lasts no time and still counts, so that nobody's
    hour of the day moves for ever.
    """

    unit: Unit
    lengths: tuple[int, ...]
    start: datetime
    zone: ZoneInfo

    @classmethod
    def of(cls, unit: str, length: int | tuple[int, ...], start: datetime, zone: ZoneInfo) -> "Turns":
        """Turns of one length, or of lengths that come over and over. Raises ValueError for one below 1."""
        lengths = (length,) if isinstance(length, int) else length
        if unit not in {u.value for u in Unit}:
            raise ValueError(f"`{unit}` is no kind of turn: write `hourly`, `daily`, `weekly` or `monthly`")
        if not lengths or min(lengths) < 1:
            raise ValueError(f"`{length}` is no length of a turn: write 1 or more")
        return cls(Unit(unit), lengths, start, zone)

    @cached_property
    def _clock(self) -> Clock:
        return clock_of(self.zone)

    @cached_property
    def _first(self) -> datetime:
        return as_wall(self.start)

    @cached_property
    def _begins(self) -> tuple[int, ...]:
        """The units from the cycle's beginning to each of its turns, and to its end."""
        return (0, *accumulate(self.lengths))

    def hand_off(self, number: int) -> datetime:
        """The instant (UTC) at which turn `number` begins; negative numbers are before the start."""
        cycle, place = divmod(number, len(self.lengths))
        units = cycle * self._begins[-1] + self._begins[place]
        if self._step is None:
            return self._clock.instant(add_months(self._first, units))
        return self._clock.instant(self._first + units * self._step)

    @cached_property
    def _step(self) -> timedelta | None:
        """One unit; a month has no length of its own."""
        return _STEPS.get(self.unit)

    def turn(self, at: datetime) -> tuple[int, datetime, datetime]:
        """The turn at an aware instant: its number, its beginning and its end (UTC)."""
        number = self._number(self._clock.wall(at))
        begin, end = self.hand_off(number), self.hand_off(number + 1)
        # In an hour that comes twice the clocks show less than they had shown before.
        while end <= at:
            number, begin, end = number + 1, end, self.hand_off(number + 2)
        return number, begin, end

    def _number(self, wall: datetime) -> int:
        """The last turn whose wall clock is not after `wall`."""
        cycle, rest = divmod(self._units(wall), self._begins[-1])
        return cycle * len(self.lengths) + bisect_right(self._begins, rest) - 1

    def _units(self, wall: datetime) -> int:
        if self._step is not None:
            return (wall - self._first) // self._step
        months = (wall.year - self.start.year) * 12 + wall.month - self.start.month
        return months if add_months(self._first, months) <= wall else months - 1

    def between(self, start: datetime, end: datetime) -> Iterator[tuple[int, datetime, datetime]]:
        """The turns that overlap a period, in order, by stepping from hand-off to hand-off."""
        number = self._number(self._clock.wall(start))
        begin = self.hand_off(number)
        while begin < end:
            stop = self.hand_off(number + 1)
            if begin < stop and stop > start:
                yield number, begin, stop
            number, begin = number + 1, stop


def add_months(wall: datetime, months: int) -> datetime:
    """The same day and wall clock so many months on, or the last day of a month that is shorter."""
    year, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
    day = wall.day if wall.day < 29 else min(wall.day, monthrange(year, month + 1)[1])
    return wall.replace(year=year, month=month + 1, day=day)
