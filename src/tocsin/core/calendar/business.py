"""Business time: is it open, when is it due, how much of it passed; in microseconds a question (A0.5, B4)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo

from tocsin.core.calendar.days import Rules, wall_time
from tocsin.core.calendar.explain import Explanation, Kind, Piece, explained
from tocsin.core.calendar.hours import dated, week
from tocsin.core.calendar.index import Index, NeverOpensError
from tocsin.core.calendar.nations import national_names
from tocsin.core.calendar.zones import zone_of
from tocsin.core.model.duration import Span

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
_NONE: Mapping[date, Sequence[str]] = {}


class Exact(Enum):
    """Which instant is meant when an amount is used up exactly at a close.

    `CLOSE`: that close, as a promise reads ("due today at 17:00"): Tocsin's choice. `NEXT_OPEN`: the next
    opening, as some desks count.
    """

    CLOSE = "close"
    NEXT_OPEN = "next_open"


class BusinessHours:
    """A calendar's open time. Immutable; equal calendars share one index; build with `BusinessHours.of`.

    Instants are aware; answers are UTC. The wall clock rules stand in `tocsin.core.calendar.days`.
    """

    __slots__ = ("_index", "zone")

    def __init__(self, rules: Rules) -> None:
        self._index = Index(rules)
        self.zone: ZoneInfo = rules.zone

    @classmethod
    def of(
        cls,
        zone: str,
        hours: Mapping[str, Sequence[str]],
        *,
        breaks: Mapping[date, Sequence[str]] = _NONE,
        shifts: Mapping[date, Sequence[str]] = _NONE,
        closed: Mapping[date, str] | Sequence[date] = (),
        country: str = "",
        subdivision: str = "",
    ) -> "BusinessHours":
        """The calendar of these hours (days `mon-fri` to windows `08:00-12:00`), in an IANA zone.

        `shifts` replace a date's hours, `breaks` are taken out of a date, `closed` dates and the public
        holidays of the country or its state are days off and beat shifts. Raises ValueError for an unknown
        zone, day, window or country.
        """
        if country:
            national_names(country, subdivision, 2026)
        named = closed.items() if isinstance(closed, Mapping) else ((day, "") for day in closed)
        rules = Rules(
            zone_of(zone),
            week(hours),
            dated(breaks),
            dated(shifts),
            tuple(sorted(named)),
            country,
            subdivision,
        )
        return _shared(rules)

    def is_open(self, at: datetime) -> bool:
        """True when the instant lies in open time: an opening does, a close does not."""
        return self._index.is_open(_micros(at))

    def next_open(self, at: datetime) -> datetime | None:
        """The first open instant at or after this one; None when the calendar never opens again."""
        try:
            return _instant(self._index.opening(_micros(at)))
        except NeverOpensError:
            return None

    def add(self, at: datetime, amount: timedelta, exact: Exact = Exact.CLOSE) -> datetime:
        """When this much open time has passed since `at`; for 0 the first open instant at or after.

        Raises ValueError for a negative amount, and NeverOpensError (a ValueError) when there is not enough
        open time until the year 2300.
        """
        start = (at - _EPOCH) // _MICRO  # written out: every due time of the desk comes through here
        found = self._index.forward(start, _size(amount), exact is Exact.CLOSE)
        return _EPOCH + found * _MICRO

    def add_days(self, at: datetime, n: int) -> datetime:
        """`n` business days later at the same wall clock, then the first open instant from there.

        Negative `n` goes back, to the last open edge there; 0 is the first open instant. Raises
        NeverOpensError.
        """
        if n == 0:
            return _instant(self._index.opening(_micros(at)))
        local = at.astimezone(self.zone)
        day = date.fromordinal(self._index.business_day(local.toordinal(), n))
        moved = wall_time(self.zone, day, local)
        return _instant(self._index.opening(moved) if n > 0 else self._index.back(moved, 0))

    def add_span(self, at: datetime, span: Span, exact: Exact = Exact.CLOSE) -> datetime:
        """When a target has run out: business days by `add_days`, any other amount as open time."""
        if span.business_days:
            return self.add_days(at, span.business_days)
        return self.add(at, span.amount + span.business, exact)

    def subtract(self, at: datetime, amount: timedelta) -> datetime:
        """The latest instant from which this much open time passes until `at`.

        For 0: `at` when open or on an edge, else the close before. Raises as `add` does.
        """
        return _instant(self._index.back(_micros(at), _size(amount)))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Open time in [start, end); zero when reversed. Raises ValueError outside 1901 to 2299."""
        return self._index.between(_micros(start), _micros(end)) * _MICRO

    def periods(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The open stretches between two instants, in order and clipped; days stay apart at midnight."""
        for opens, closes in self._index.stretches(_micros(start), _micros(end)):
            yield _instant(opens), _instant(closes)

    def is_business_day(self, day: date) -> bool:
        """True when the local date has hours and is no day off."""
        return self._index.days.is_business_day(day)

    def holiday_at(self, at: datetime) -> str:
        """The name of the day off in which the instant lies, "" in none."""
        micros, day = _micros(at), at.astimezone(self.zone).date()
        days = self._index.days
        near = [day + timedelta(days=step) for step in (-1, 0, 1)]
        return next((days.holiday(d) for d in near if days.bounds(d)[0] <= micros < days.bounds(d)[1]), "")

    def on_break(self, at: datetime) -> bool:
        """True when the instant lies in a break, whether or not the calendar would be open."""
        micros, day = _micros(at), at.astimezone(self.zone).date()
        return any(
            start <= micros < end
            for step in (-1, 0, 1)
            for start, end in self._index.days.breaks(day + timedelta(days=step))
        )

    def explain_open(self, at: datetime) -> Piece:
        """The span of its local date in which the instant lies: open (`counted`), or closed and why."""
        day = timedelta(days=1)
        return next(p for p in self._pieces(at - day, at + day) if p.start <= at < p.end)

    def explain_next_open(self, at: datetime) -> Explanation:
        """What lies between the instant and the next opening. Raises NeverOpensError when there is none."""
        return self.explain_between(at, self.add(at, timedelta(0)))

    def explain_add(self, at: datetime, amount: timedelta, exact: Exact = Exact.CLOSE) -> Explanation:
        """Which spans `add` counted and skipped, in order, and why. Raises as `add` does."""
        return self.explain_between(at, self.add(at, amount, exact))

    def explain_between(self, start: datetime, end: datetime) -> Explanation:
        """Which spans between two instants count, which do not, and why."""
        pieces = self._pieces(start, end)
        return Explanation(self.zone, start.astimezone(UTC), end.astimezone(UTC), pieces)

    def _pieces(self, start: datetime, end: datetime) -> tuple[Piece, ...]:
        return explained(self._index.days, _micros(start), _micros(end))


class _Always(BusinessHours):
    """24 hours of 7 days: plain time, and a business day is 24 h."""

    def is_open(self, at: datetime) -> bool:
        return True

    def next_open(self, at: datetime) -> datetime | None:
        return at.astimezone(UTC)

    def add(self, at: datetime, amount: timedelta, exact: Exact = Exact.CLOSE) -> datetime:
        _size(amount)
        return at.astimezone(UTC) + amount

    def add_days(self, at: datetime, n: int) -> datetime:
        return at.astimezone(UTC) + timedelta(days=n)

    def subtract(self, at: datetime, amount: timedelta) -> datetime:
        _size(amount)
        return at.astimezone(UTC) - amount

    def between(self, start: datetime, end: datetime) -> timedelta:
        return max(end - start, timedelta(0))

    def periods(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        if start < end:
            yield start.astimezone(UTC), end.astimezone(UTC)

    def explain_between(self, start: datetime, end: datetime) -> Explanation:
        pieces = (Piece(start, end, Kind.COUNTED),) if start < end else ()
        return Explanation(self.zone, start, end, pieces)


@lru_cache(maxsize=256)
def _shared(rules: Rules) -> BusinessHours:
    return BusinessHours(rules)


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICRO


def _instant(micros: int) -> datetime:
    return _EPOCH + micros * _MICRO  # half the cost of making a timedelta by keyword


def _size(amount: timedelta) -> int:
    size = amount // _MICRO
    if size < 0:
        raise ValueError(f"`{amount}` is negative: use `subtract` to go back")
    return size


ALWAYS: BusinessHours = _Always(Rules(ZoneInfo("UTC"), week({"daily": ["00:00-24:00"]})))
"""Never closes."""
