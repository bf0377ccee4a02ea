"""When support is open: weekly windows in a zone, less holidays; open spans as exact instants (A0.5)."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tocsin.core.calendar.hours import Window, week
from tocsin.core.calendar.nations import national_names
from tocsin.core.calendar.zones import zone_of


@dataclass(frozen=True)
class Calendar:
    """Open windows of a week in a zone, and the days on which it stays closed. Build with `Calendar.of`."""

    zone: ZoneInfo
    days: tuple[tuple[Window, ...], ...]
    closed: frozenset[date] = frozenset()
    country: str = ""
    subdivision: str = ""

    @classmethod
    def of(
        cls,
        zone: str,
        hours: Mapping[str, Sequence[str]],
        closed: Sequence[date] = (),
        country: str = "",
        subdivision: str = "",
    ) -> "Calendar":
        """The calendar of these hours. Raises ValueError for an unknown zone, day, window or country."""
        if country:
            national_days(country, subdivision, 2026)
        return cls(zone_of(zone), week(hours), frozenset(closed), country, subdivision)

    def is_holiday(self, day: date) -> bool:
        """True when the calendar stays closed all day."""
        if day in self.closed:
            return True
        return bool(self.country) and day in national_days(self.country, self.subdivision, day.year)

    def spans(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The open spans between two aware instants, in UTC and in order; local clock changes count."""
        day = start.astimezone(self.zone).date() - timedelta(days=1)
        last = end.astimezone(self.zone).date() + timedelta(days=1)
        while day <= last:
            for opens, closes in () if self.is_holiday(day) else self.days[day.weekday()]:
                first, stop = max(self._at(day, opens), start), min(self._at(day, closes), end)
                if first < stop:
                    yield first, stop
            day += timedelta(days=1)

    def _at(self, day: date, minute: int) -> datetime:
        if minute == 1440:
            day, minute = day + timedelta(days=1), 0
        local = datetime.combine(day, time(minute // 60, minute % 60), self.zone)
        return local.astimezone(UTC)

    def is_open(self, instant: datetime) -> bool:
        """True when the aware instant lies in an open window."""
        return any(a <= instant < b for a, b in self.spans(instant, instant + timedelta(microseconds=1)))


ALWAYS = Calendar(ZoneInfo("UTC"), week({"daily": ["00:00-24:00"]}))
"""The calendar that never closes."""


@dataclass(frozen=True)
class OpenIndex:
    """The open spans of a period as sorted instants (microseconds UTC), to ask many times quickly."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, calendar: Calendar, start: datetime, end: datetime) -> "OpenIndex":
        """The index of one calendar over one period (aware instants)."""
        epoch, micro = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
        spans = list(calendar.spans(start, end))
        return cls([(a - epoch) // micro for a, _ in spans], [(b - epoch) // micro for _, b in spans])

    def is_open(self, micros: int) -> bool:
        """True when the instant lies in an open span of the period."""
        found = bisect_right(self.starts, micros) - 1
        return found >= 0 and micros < self.ends[found]


@lru_cache(maxsize=512)
def national_days(country: str, subdivision: str, year: int) -> frozenset[date]:
    """The public holidays of a country or of its state in one year. Raises ValueError for an unknown one."""
    return frozenset(national_names(country, subdivision, year))
