"""What a calendar says about one local date: its windows, breaks, holiday; and where they lie in time (A0.5).

Wall clocks become instants by one rule. A clock that is shown twice means its first showing; one that is
skipped moves forward by the size of the gap (02:30 is 03:30 that day). A window whose ends meet is empty.
A date that a zone skipped altogether has no time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tocsin.core.calendar.hours import Dated, Window
from tocsin.core.calendar.nations import national_names
from tocsin.core.model.instant import to_micros

Stretch = tuple[int, int]
"""From, to: microseconds since 1970 UTC, the end left out."""
_DAY = timedelta(days=1)
_FULL = 1440


def wall_to_micros(zone: ZoneInfo, day: date, minute: int) -> int:
    """The instant of a wall clock, 0 to 1440 minutes into a local date; 1440 is the next date's 00:00."""
    if minute == _FULL:
        day, minute = day + _DAY, 0
    local = datetime.combine(day, time(minute // 60, minute % 60), zone)
    return to_micros(local.astimezone(UTC))


def wall_time(zone: ZoneInfo, day: date, clock: datetime) -> int:
    """The instant at which a date shows the wall clock of `clock`, to the microsecond."""
    local = datetime.combine(day, clock.time().replace(fold=0), zone)
    return to_micros(local.astimezone(UTC))


def union(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Sorted, without empty ones, nothing twice. Stretches that only touch stay apart."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        begin = max(start, found[-1][1]) if found else start
        if begin < end:
            found.append((begin, end))
    return found


def without(stretches: Sequence[Stretch], taken: Sequence[Stretch]) -> list[Stretch]:
    """What is left of the stretches when others are taken out."""
    left = list(stretches)
    for start, end in taken:
        left = (
            [(a, b) for p, q in left for a, b in ((p, min(q, start)), (max(p, end), q)) if a < b]
            if start < end
            else left
        )
    return left


@dataclass(frozen=True)
class DayPlan:
    """One local date in time: its bounds, its open stretches, what a break takes out, or its holiday."""

    day: date
    bounds: Stretch
    open: tuple[Stretch, ...]
    broken: tuple[Stretch, ...]
    holiday: str
    one_off: bool


@dataclass(frozen=True)
class Rules:
    """A calendar's hours as data, hashable: equal rules share one index."""

    zone: ZoneInfo
    week: tuple[tuple[Window, ...], ...]
    breaks: Dated = ()
    shifts: Dated = ()
    closed: tuple[tuple[date, str], ...] = ()
    country: str = ""
    subdivision: str = ""


class Days:
    """Answers about local dates by the rules."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.zone = rules, rules.zone
        self._breaks, self._shifts, self._closed = dict(rules.breaks), dict(rules.shifts), dict(rules.closed)

    def holiday(self, day: date) -> str:
        """The name of the day off, "" when the date is none."""
        if day in self._closed:
            return self._closed[day] or "day off"
        if not self.rules.country:
            return ""
        return national_names(self.rules.country, self.rules.subdivision, day.year).get(day, "")

    def windows(self, day: date) -> tuple[Window, ...]:
        """The date's hours before breaks and days off: a one-off shift's, else the weekday's."""
        found = self._shifts.get(day)
        return self.rules.week[day.weekday()] if found is None else found

    def is_business_day(self, day: date) -> bool:
        """True when the date has hours and is no day off. A break does not make it a day off."""
        return bool(self.windows(day)) and not self.holiday(day)

    def bounds(self, day: date) -> Stretch:
        """The local date in time: 00:00 to the next 00:00."""
        return wall_to_micros(self.zone, day, 0), wall_to_micros(self.zone, day, _FULL)

    def breaks(self, day: date) -> list[Stretch]:
        """The date's breaks in time, whether or not the calendar would be open."""
        return self._placed(day, self._breaks.get(day, ()))

    def opened(self, day: date) -> list[Stretch]:
        """The date's open stretches in time."""
        return [] if self.holiday(day) else without(self._within(day), self.breaks(day))

    def plan(self, day: date) -> DayPlan:
        """Everything about the date in time, for explaining."""
        holiday, hours = self.holiday(day), self._within(day)
        left = [] if holiday else without(hours, self.breaks(day))
        broken = [] if holiday else without(hours, left)
        return DayPlan(
            day, self.bounds(day), tuple(left), tuple(broken), holiday, day in self._shifts and not holiday
        )

    def last_listed(self) -> date | None:
        """The last date with hours when no weekday has any; None when a weekday has."""
        if any(self.rules.week):
            return None
        return max((day for day, windows in self._shifts.items() if windows), default=date.min)

    def _within(self, day: date) -> list[Stretch]:
        """The hours in time, inside their own date: where a zone skipped the date, nothing is left."""
        found = self._placed(day, self.windows(day))
        if not found:
            return []
        start, end = self.bounds(day)
        return [(max(a, start), min(b, end)) for a, b in found if max(a, start) < min(b, end)]

    def _placed(self, day: date, windows: Sequence[Window]) -> list[Stretch]:
        return union(
            [(wall_to_micros(self.zone, day, a), wall_to_micros(self.zone, day, b)) for a, b in windows]
        )
