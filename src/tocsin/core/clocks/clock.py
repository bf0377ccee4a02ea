"""One SLA clock: a target that runs in a calendar, less its pauses, until it is stopped (A4.3, A5.8).

Response, resolution, update cadence, an expert engaged, a hand-over accepted: all of them are this.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.core.calendar.business import BusinessHours, Exact
from tocsin.core.model.duration import Span


@dataclass(frozen=True)
class Pause:
    """The clock stands still in [start, end); `end` None: until further notice. `why` is for people."""

    start: datetime
    end: datetime | None
    why: str = ""


@dataclass(frozen=True)
class Clock:
    """A running target. Instants are aware UTC.

    `target` runs in the open time of `hours`; a number of business days is the open time until that many
    business days later. `calendar` is the name of the hours for people. `stopped`: what was promised was
    done then. `exact`: which instant is due when the target is used up exactly at a close.
    """

    name: str
    target: Span
    hours: BusinessHours
    calendar: str
    started: datetime
    pauses: tuple[Pause, ...] = ()
    stopped: datetime | None = None
    exact: Exact = Exact.CLOSE

    def known_at(self, now: datetime) -> "Clock":
        """The clock as it was known at an instant: without what came later."""
        if (self.stopped is None or self.stopped <= now) and all(_is_known(p, now) for p in self.pauses):
            return self
        begun = (p for p in self.pauses if p.start <= now)
        pauses = tuple(p if _is_known(p, now) else replace(p, end=None) for p in begun)
        stopped = self.stopped if self.stopped is not None and self.stopped <= now else None
        return replace(self, pauses=pauses, stopped=stopped)

    def is_paused(self, at: datetime) -> bool:
        """True when a pause lies over the instant."""
        return any(p.start <= at and (p.end is None or at < p.end) for p in self.pauses)


def running(clock: Clock) -> Iterator[tuple[datetime, datetime | None]]:
    """The spans outside the pauses, from the start on, in order; the last one ends with None.

    None of them ends with None when the last pause is still open.
    """
    at: datetime = clock.started
    for pause in ordered(clock.pauses):
        if pause.end is not None and pause.end <= at:
            continue
        if at < pause.start:
            yield at, pause.start
        if pause.end is None:
            return
        at = pause.end
    yield at, None


def ordered(pauses: tuple[Pause, ...]) -> tuple[Pause, ...]:
    """The pauses by their starts."""
    return pauses if len(pauses) < 2 else tuple(sorted(pauses, key=lambda p: p.start))


def size(clock: Clock) -> timedelta:
    """The target as open time of the clock's calendar. Raises NeverOpensError."""
    span = clock.target
    if span.business_days:
        return clock.hours.between(clock.started, clock.hours.add_days(clock.started, span.business_days))
    return span.amount + span.business


def _is_known(pause: Pause, now: datetime) -> bool:
    return pause.start <= now and (pause.end is None or pause.end <= now)
