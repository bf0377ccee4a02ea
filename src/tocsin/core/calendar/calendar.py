"""When support is open: weekly windows in a zone, less holidays; open spans as exact instants (A0.5)."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tocsin.core.calendar.days import Days, Rules
from tocsin.core.calendar.hours import Dated, Window, dated, week
from tocsin.core.calendar.nations import national_names
from tocsin.core.calendar.zones import zone_of
from tocsin.core.model.instant import from_micros


@dataclass(frozen=True)
class Calendar:
    """Open windows of a week in a zone, and the dates that differ. Build with `Calendar.of`."""

    zone: ZoneInfo
    days: tuple[tuple[Window, ...], ...]
    closed: frozenset[date] = frozenset()
    country: str = ""
    subdivision: str = ""
    breaks: Dated = ()
    shifts: Dated = ()

    @classmethod
    def of(
        cls,
        zone: str,
        hours: Mapping[str, Sequence[str]],
        closed: Sequence[date] = (),
        country: str = "",
        subdivision: str = "",
        breaks: Mapping[date, Sequence[str]] | None = None,
        shifts: Mapping[date, Sequence[str]] | None = None,
    ) -> "Calendar":
        """The calendar of these hours. Raises ValueError for an unknown zone, day, window or country."""
        if country:
            national_days(country, subdivision, 2026)
        taken, replaced = dated(breaks or {}), dated(shifts or {})
        return cls(zone_of(zone), week(hours), frozenset(closed), country, subdivision, taken, replaced)

    def is_holiday(self, day: date) -> bool:
        """True when the calendar stays closed all day."""
        return bool(self._dates().holiday(day))

    def spans(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The open spans between two aware instants, in UTC and in order; local clock changes count."""
        dates = self._dates()
        day = start.astimezone(self.zone).date() - timedelta(days=1)
        last = end.astimezone(self.zone).date() + timedelta(days=1)
        while day <= last:
            for opens, closes in dates.opened(day):
                first, stop = max(from_micros(opens), start), min(from_micros(closes), end)
                if first < stop:
                    yield first, stop
            day += timedelta(days=1)

    def edges(self) -> frozenset[int]:
        """The minutes of the day at which a window of any date begins or ends."""
        named = [windows for _, windows in (*self.breaks, *self.shifts)]
        return frozenset(edge for windows in (*self.days, *named) for window in windows for edge in window)

    def is_open(self, instant: datetime) -> bool:
        """True when the aware instant lies in an open window."""
        return any(a <= instant < b for a, b in self.spans(instant, instant + timedelta(microseconds=1)))

    def _dates(self) -> Days:
        closed = tuple((day, "") for day in self.closed)
        rules = Rules(self.zone, self.days, self.breaks, self.shifts, closed, self.country, self.subdivision)
        return Days(rules)


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
