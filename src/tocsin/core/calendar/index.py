"""A calendar's table that grows by years as questions reach further, and the searches in it (A0.5).

Everything here is whole microseconds since 1970 UTC. A question is two binary searches and a subtraction.
Growing replaces the table by a longer one, so that readers in other threads never see half of one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from tocsin.core.calendar.days import Days, Rules, Stretch
from tocsin.core.calendar.table import Table, table, wider

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR, LAST_YEAR = 1900, 2300
"""Questions and answers lie in these years: an end to every search."""


class NeverOpensError(ValueError):
    """The calendar has not enough open time: it never opens again, or not enough until the year 2300."""


class Index:
    """Searches over one calendar's open stretches."""

    def __init__(self, rules: Rules) -> None:
        self.days = Days(rules)
        self._table: Table | None = None

    def covering(self, micros: int) -> Table:
        """A table that knows everything about this instant. Raises ValueError outside 1900 to 2300."""
        found = self._table
        if found is not None and found.begin <= micros < found.end:
            return found
        return self._reaching(micros, found)

    def opening(self, micros: int) -> int:
        """The first open instant at or after this one."""
        return self.forward(micros, 0, to_close=False)

    def forward(self, micros: int, amount: int, to_close: bool) -> int:
        """The instant at which this much open time has passed.

        The earliest such instant when `to_close`, else the latest: they differ when the amount is used up
        exactly at a close. An amount of 0 gives the opening. Raises NeverOpensError.
        """
        close = to_close and amount > 0
        found = self._table
        if found is None or not found.begin <= micros < found.end:
            found = self._reaching(micros, found)
        while True:
            goal = found.position(micros) + amount
            if goal < found.total or (close and goal == found.total):
                place = (bisect_left(found.before, goal) if close else bisect_right(found.before, goal)) - 1
                return found.starts[place] + goal - found.before[place]
            found = self._later(found)

    def back(self, micros: int, amount: int) -> int:
        """The latest instant from which this much open time passes until `micros`.

        An amount of 0 gives `micros` when open or on an edge, else the close before. Raises NeverOpensError.
        """
        found = self.covering(micros)
        while True:
            if amount == 0:
                place = bisect_right(found.ends, micros)
                if place < len(found.ends) and found.starts[place] <= micros:
                    return micros
                if place > 0:
                    return found.ends[place - 1]
            elif (goal := found.position(micros) - amount) >= 0:
                place = bisect_right(found.before, goal) - 1
                return found.starts[place] + goal - found.before[place]
            found = self._earlier(found)

    def between(self, start: int, end: int) -> int:
        """Open microseconds in [start, end); 0 when reversed. Raises ValueError outside 1900 to 2300."""
        if end <= start:
            return 0
        found = self.covering(start)
        if end >= found.end:
            found = self._reaching(end, found)
        return found.position(end) - found.position(start)

    def is_open(self, micros: int) -> bool:
        """True when the instant lies in an open stretch: its start does, its end does not."""
        found = self.covering(micros)
        place = bisect_right(found.ends, micros)
        return place < len(found.ends) and found.starts[place] <= micros

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """The open stretches between two instants, clipped, in order."""
        while start < end:
            found = self.covering(start)
            for place in range(bisect_right(found.ends, start), len(found.ends)):
                if found.starts[place] >= end:
                    return
                yield max(found.starts[place], start), min(found.ends[place], end)
            start = found.end
            if self._is_final(found):
                return

    def business_day(self, ordinal: int, count: int) -> int:
        """The ordinal of the business day this many after a date, before it when the count is negative."""
        near = (ordinal - _EPOCH.toordinal()) * 86_400_000_000
        found = self.covering(near)
        while True:
            if count > 0:
                place = bisect_right(found.days, ordinal) + count - 1
            else:
                place = bisect_left(found.days, ordinal) + count
            if 0 <= place < len(found.days):
                return found.days[place]
            found = self._later(found) if count > 0 else self._earlier(found)

    def _reaching(self, micros: int, found: Table | None) -> Table:
        """A table that knows this instant too, besides all that the given one knows."""
        year = _year(micros)
        first = year if micros >= self.days.bounds(date(year, 1, 1))[0] else year - 1
        last = year if micros < self.days.bounds(date(year, 12, 31))[1] else year + 1
        return self._grown(found, first, last)

    def _grown(self, found: Table | None, first: int, last: int) -> Table:
        """The table with these years too; kept for the next question, last writer wins."""
        grown = table(self.days, first, last) if found is None else wider(self.days, found, first, last)
        self._table = grown
        return grown

    def _is_final(self, found: Table) -> bool:
        """True when the table reaches the last date on which the calendar can open at all."""
        final = self.days.last_listed()
        return found.last >= LAST_YEAR or (final is not None and found.last >= final.year)

    def _later(self, found: Table) -> Table:
        """A longer table towards the future; the step grows with the table."""
        if self._is_final(found):
            why = "too little open time is left" if found.last >= LAST_YEAR else "no open time is left"
            raise NeverOpensError(f"the calendar never opens that long: {why} until {found.last}")
        return self._grown(found, found.first, min(found.last + _step(found), LAST_YEAR))

    def _earlier(self, found: Table) -> Table:
        if found.first <= FIRST_YEAR or self.days.last_listed() == date.min:
            raise NeverOpensError(f"the calendar has too little open time since {found.first}")
        return self._grown(found, max(found.first - _step(found), FIRST_YEAR), found.last)


def _step(found: Table) -> int:
    return max(1, min(8, (found.last - found.first + 1) // 2))


def _year(micros: int) -> int:
    year = (_EPOCH + timedelta(microseconds=micros)).year
    if not FIRST_YEAR < year < LAST_YEAR:
        raise ValueError(f"the year {year} is outside what a calendar can answer (1901 to 2299)")
    return year
