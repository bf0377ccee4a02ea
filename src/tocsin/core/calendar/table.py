"""The open stretches of some years as sorted arrays with running sums: any question is a search (A0.5)."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from tocsin.core.calendar.days import Days


@dataclass(frozen=True)
class Table:
    """Open stretches of the local years `first` to `last`, both included.

    `starts`, `ends`: microseconds since 1970 UTC, in order. `before[i]`: open microseconds of the table
    before stretch i; `total`: of all of them. `days`: ordinals of the business days. `begin`, `end`: the
    instants for which the table knows everything.
    """

    first: int
    last: int
    starts: list[int]
    ends: list[int]
    before: list[int]
    days: list[int]
    total: int
    begin: int
    end: int

    def position(self, micros: int) -> int:
        """Open microseconds of the table before an instant."""
        found = bisect_right(self.ends, micros)
        if found == len(self.ends):
            return self.total
        start = self.starts[found]
        return self.before[found] + (micros - start if micros > start else 0)


def table(days: Days, first: int, last: int) -> Table:
    """The table of these local years, from 1 January of `first` to 31 December of `last`."""
    starts: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    business: list[int] = []
    total = 0
    for ordinal in range(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        if not days.is_business_day(day):
            continue
        business.append(ordinal)
        for start, end in days.opened(day):
            starts.append(start)
            ends.append(end)
            before.append(total)
            total += end - start
    begin, end = days.bounds(date(first, 1, 1))[0], days.bounds(date(last, 12, 31))[1]
    return Table(first, last, starts, ends, before, business, total, begin, end)


def wider(days: Days, old: Table, first: int, last: int) -> Table:
    """A table that covers the old one and these local years too."""
    if first < old.first:
        old = _joined(table(days, first, old.first - 1), old)
    if last > old.last:
        old = _joined(old, table(days, old.last + 1, last))
    return old


def _joined(early: Table, late: Table) -> Table:
    return Table(
        early.first,
        late.last,
        early.starts + late.starts,
        early.ends + late.ends,
        early.before + [early.total + each for each in late.before],
        early.days + late.days,
        early.total + late.total,
        early.begin,
        late.end,
    )
