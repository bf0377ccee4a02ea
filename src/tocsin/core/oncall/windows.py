"""Windows of the week in which turns apply at all: `mon-fri` `09:00-17:00`, `fri` `22:00-06:00` (A4.2)."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from tocsin.core.oncall.clock import Clock, as_wall, clock_of
from tocsin.core.oncall.wall import EARLIEST, LATEST
from tocsin.core.policy.windows import DAY, WEEK
from tocsin.core.policy.windows import weekly as parts_of

__all__ = ["DAY", "WEEK", "Windows"]

_MONDAY = as_wall(datetime.fromisoformat("2001-01-01"))
_MINUTE, _WEEK = timedelta(minutes=1), timedelta(weeks=1)


@dataclass(frozen=True)
class Windows:
    """Windows of a week by the clocks of a zone; build with `Windows.of` or `Windows.weekly`.

    `parts` are minutes from Monday 00:00, in order and apart from each other; one may run past the week's
    end. Clock changes: a window begins when its wall clock comes first, and ends likewise.
    """

    zone: ZoneInfo
    parts: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, zone: ZoneInfo, hours: Mapping[str, Sequence[str]]) -> "Windows":
        """Days to windows. A window that ends before it begins ends on the next day. Raises ValueError."""
        return cls.weekly(zone, parts_of(hours))

    @classmethod
    def weekly(cls, zone: ZoneInfo, parts: Iterable[tuple[int, int]]) -> "Windows":
        """Windows as minutes from Monday 00:00, begin before end; those that touch become one."""
        return cls(zone, _joined(parts))

    @cached_property
    def always(self) -> bool:
        """True when the windows leave nothing out."""
        return any(end - begin >= WEEK for begin, end in self.parts)

    @cached_property
    def _clock(self) -> Clock:
        return clock_of(self.zone)

    @cached_property
    def _begins(self) -> tuple[int, ...]:
        return tuple(begin for begin, _ in self.parts)

    def state(self, at: datetime) -> tuple[bool, datetime, datetime]:
        """Open or not at an aware instant, and the span around it in which that holds (UTC)."""
        if not self.parts or self.always:
            return bool(self.parts), EARLIEST, LATEST
        number = self._number(self._clock.wall(at))
        following = self._begin(number + 1)
        # In an hour that comes twice the clocks show less than they had shown before.
        while following <= at:
            number, following = number + 1, self._begin(number + 2)
        closes = self._end(number)
        if at < closes:
            return True, self._begin(number), closes
        return False, closes, following

    def is_open(self, at: datetime) -> bool:
        """True when the aware instant lies in a window: its start belongs to it, its end does not."""
        return self.state(at)[0]

    def span(self, at: datetime) -> tuple[datetime, datetime] | None:
        """The open span around an aware instant, or the next one; None when it never opens."""
        is_open, since, until = self.state(at)
        while not is_open and until is not LATEST:
            is_open, since, until = self.state(until)
        return (since, until) if is_open else None

    def between(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The open spans that overlap a period, whole and in order, by stepping from window to window."""
        if self.always:
            yield EARLIEST, LATEST
        if not self.parts or self.always:
            return
        number = self._number(self._clock.wall(start))
        while (begin := self._begin(number)) < end:
            stop = self._end(number)
            if begin < stop and stop > start:
                yield begin, stop
            number += 1

    def _number(self, wall: datetime) -> int:
        """The last window whose wall clock is not after `wall`, counted from a Monday in the past."""
        week, minute = divmod((wall - _MONDAY) // _MINUTE, WEEK)
        return week * len(self.parts) + bisect_right(self._begins, minute) - 1

    @cached_property
    def _walls(self) -> tuple[tuple[datetime, datetime], ...]:
        """The windows of the first week, by the wall clock."""
        return tuple((_MONDAY + begin * _MINUTE, _MONDAY + end * _MINUTE) for begin, end in self.parts)

    def _begin(self, number: int) -> datetime:
        week, place = divmod(number, len(self.parts))
        return self._clock.instant(self._walls[place][0] + week * _WEEK)

    def _end(self, number: int) -> datetime:
        week, place = divmod(number, len(self.parts))
        return self._clock.instant(self._walls[place][1] + week * _WEEK)


def _joined(parts: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for begin, end in sorted((b % WEEK, b % WEEK + e - b) for b, e in parts):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    # The last one may run into the next week's first ones.
    while len(found) > 1 and found[-1][1] >= found[0][0] + WEEK:
        found[-1] = (found[-1][0], max(found[-1][1], found[0][1] + WEEK))
        del found[0]
    return tuple(found)
