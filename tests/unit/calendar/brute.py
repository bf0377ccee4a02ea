"""A calendar by looking at the clock on the wall, minute by minute: slow, and without any time arithmetic.

Every minute of a stretch of UTC is looked up on the wall. A wall clock's instant is the first minute that
shows it; one that no minute shows is moved forward by the jump over it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
REACH = 8
"""Days to each side of the anchor that are looked up."""
Windows = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Wall:
    """What the wall showed around an anchor: `shown[i]` at `start` + i minutes, `first` of each showing."""

    zone: str
    start: datetime
    shown: tuple[datetime, ...]
    first: Mapping[datetime, int]

    def minute(self, day: date, minute: int) -> int:
        """The index of the first minute that shows this wall clock, moved over a jump."""
        wanted = datetime(day.year, day.month, day.day) + minute * MINUTE  # noqa: DTZ001 (a wall clock)
        found = self.first.get(wanted)
        if found is not None:
            return found
        jump = next(
            i for i, (a, b) in enumerate(zip(self.shown, self.shown[1:], strict=False)) if a < wanted < b
        )
        return self.first[wanted + (self.shown[jump + 1] - self.shown[jump] - MINUTE)]


@lru_cache(maxsize=64)
def wall(zone: str, anchor: str) -> Wall:
    """The wall around 12:00 UTC of a date."""
    start = datetime.fromisoformat(f"{anchor}T12:00:00+00:00") - REACH * DAY
    there = ZoneInfo(zone)
    shown = tuple(
        (start + i * MINUTE).astimezone(there).replace(tzinfo=None, fold=0) for i in range(2 * REACH * 1440)
    )
    first: dict[datetime, int] = {}
    for i, clock in enumerate(shown):
        first.setdefault(clock, i)
    return Wall(zone, start, shown, first)


@dataclass(frozen=True)
class Brute:
    """Open or not, for each minute of the wall. Questions stay two days away from its ends."""

    wall: Wall
    open: tuple[bool, ...]

    @property
    def start(self) -> datetime:
        return self.wall.start

    def at(self, instant: datetime) -> int:
        """The index of a minute."""
        return (instant.astimezone(UTC) - self.start) // MINUTE

    def add(self, index: int, minutes: int, to_close: bool) -> int | None:
        """Counts open minutes one by one; None when the wall ends before."""
        for i in range(index, len(self.open)):
            if minutes == 0 and self.open[i]:
                return i
            minutes -= self.open[i]
            if minutes == 0 and self.open[i] and to_close:
                return i + 1
        return None

    def subtract(self, index: int, minutes: int) -> int | None:
        """Counts open minutes back; stops at the minute that makes it full."""
        for i in range(index - 1, -1, -1):
            if minutes == 0:
                return i + 1 if self.open[i] or self.open[i + 1] else self._close_before(i)
            minutes -= self.open[i]
            if minutes == 0:
                return i
        return None

    def between(self, start: int, end: int) -> int:
        return sum(self.open[start:end])

    def _close_before(self, index: int) -> int | None:
        return next((i + 1 for i in range(index, -1, -1) if self.open[i]), None)


def brute(
    seen: Wall,
    week: Sequence[Windows],
    shifts: Mapping[date, Windows],
    breaks: Mapping[date, Windows],
    closed: Sequence[date],
) -> Brute:
    """Marks the minutes of each date's hours, less its breaks; not for dates that are closed."""
    marks = [False] * len(seen.shown)
    first, last = seen.shown[0].date() + DAY, seen.shown[-1].date() - DAY
    for step in range((last - first).days):
        day = first + step * DAY
        if day not in closed:
            for i in _minutes(seen, day, shifts.get(day, week[day.weekday()]), breaks.get(day, ())):
                marks[i] = True
    return Brute(seen, tuple(marks))


def _minutes(seen: Wall, day: date, windows: Windows, breaks: Windows) -> set[int]:
    whole = set(range(seen.minute(day, 0), seen.minute(day, 1440)))
    opened = {i for a, b in _runs(windows) for i in range(seen.minute(day, a), seen.minute(day, b))}
    broken = {i for a, b in _runs(breaks) for i in range(seen.minute(day, a), seen.minute(day, b))}
    return (opened & whole) - broken


def _runs(windows: Windows) -> Windows:
    """Windows that overlap or touch are one, before any clock jumps."""
    marked = [False, *(any(a <= m < b for a, b in windows) for m in range(1440)), False] if windows else []
    edges = [m for m in range(len(marked) - 1) if marked[m] != marked[m + 1]]
    return list(zip(edges[::2], edges[1::2], strict=True))
