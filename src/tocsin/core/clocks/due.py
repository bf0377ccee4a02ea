"""When a clock runs out, and when to warn before it does (A4.3, A5.8)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tocsin.core.calendar.business import Exact
from tocsin.core.clocks.clock import Clock, running, size


def due(clock: Clock) -> datetime | None:
    """The instant at which the target has run out, whether or not the clock was stopped before.

    None while a pause is open and the target had not run out when it began. Raises NeverOpensError when
    the calendar has not enough open time.
    """
    span = clock.target
    if clock.pauses:
        return _reached(clock, size(clock), _exact(clock))
    if span.business_days:
        return clock.hours.add_days(clock.started, span.business_days)
    return clock.hours.add(clock.started, span.amount + span.business, clock.exact)


def moments(clock: Clock, fractions: Sequence[float]) -> tuple[tuple[float, datetime], ...]:
    """When the clock reaches these fractions of its target, 0 to 1; without those that a pause holds back.

    Fractions are of the target's open time, to the microsecond. Raises NeverOpensError.
    """
    whole = size(clock)
    if not clock.pauses:
        add, start, exact = clock.hours.add, clock.started, _exact(clock)
        return tuple((each, add(start, whole * each, exact)) for each in fractions)
    found = ((each, _reached(clock, whole * each, _exact(clock))) for each in fractions)
    return tuple((fraction, at) for fraction, at in found if at is not None)


def used(clock: Clock, now: datetime) -> timedelta:
    """Open time outside the pauses from the start to an instant, at most to the clock's stop."""
    until = now if clock.stopped is None else min(now, clock.stopped)
    between = clock.hours.between
    return sum(
        (between(start, until if end is None else min(end, until)) for start, end in running(clock)),
        timedelta(0),
    )


def _exact(clock: Clock) -> Exact:
    """Business days end on an open instant; so the open time that stands for them does too."""
    return Exact.NEXT_OPEN if clock.target.business_days else clock.exact


def _reached(clock: Clock, amount: timedelta, exact: Exact) -> datetime | None:
    left = amount
    for start, end in running(clock):
        if end is None:
            return clock.hours.add(start, left, exact)
        spent = clock.hours.between(start, end)
        if spent > left or (spent == left and exact is Exact.CLOSE and left):
            return clock.hours.add(start, left, exact)
        left -= spent
    return None
