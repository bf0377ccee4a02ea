"""Why a clock is due when it is: which spans counted, which paused, in which calendar (A4.3, A5.8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.core.calendar.explain import Explanation, Kind, Piece
from tocsin.core.clocks.clock import Clock, ordered, running
from tocsin.core.clocks.due import due
from tocsin.core.clocks.reading import Status, reading
from tocsin.core.model.duration import words


@dataclass(frozen=True)
class Account:
    """A clock's account of itself: the pieces from its start to its due time (to `now` while held by a
    pause), and a summary for people."""

    clock: Clock
    status: Status
    due_at: datetime | None
    spans: Explanation

    def lines(self) -> tuple[str, ...]:
        """The summary, then one line for each piece, on the calendar's wall clock."""
        return (self.summary(), *self.spans.lines())

    def summary(self) -> str:
        """What runs, in which calendar, since when, until when."""
        clock, zone = self.clock, self.spans.zone
        since = f"{clock.started.astimezone(zone):%a %Y-%m-%d %H:%M}"
        until = f"due {self.due_at.astimezone(zone):%a %Y-%m-%d %H:%M}" if self.due_at else "held by a pause"
        how = f"`{clock.calendar}` ({zone.key})" if clock.calendar else zone.key
        return f"{clock.name}: {clock.target} in {how} from {since}, {until}: {self.status.value}"


def explain(clock: Clock, now: datetime) -> Account:
    """The account of a clock as it was known at an instant. Raises NeverOpensError."""
    known = clock.known_at(now)
    due_at = due(known)
    end = max(due_at or now, known.started)
    pieces = tuple(_pieces(known, end))
    return Account(
        known, reading(known, now).status, due_at, Explanation(known.hours.zone, known.started, end, pieces)
    )


def _pieces(clock: Clock, end: datetime) -> Iterator[Piece]:
    at = clock.started
    for start, stop in running(clock):
        if start >= end:
            break
        yield from _paused(clock, at, start)
        at = end if stop is None else min(stop, end)
        yield from clock.hours.explain_between(start, at).pieces
    yield from _paused(clock, at, end)


def _paused(clock: Clock, start: datetime, end: datetime) -> Iterator[Piece]:
    """What lies between two running spans: pauses, each once, cut where they overlap."""
    for pause in ordered(clock.pauses):
        stop = end if pause.end is None else min(pause.end, end)
        if start < stop and pause.start < end:
            yield Piece(start, stop, Kind.PAUSED, pause.why)
            start = stop


def left_in_words(clock: Clock, now: datetime) -> str:
    """A countdown for people: `1 h 20 min left`, `paused with 40 min left`, `late by 3 min`, `met`."""
    shown = reading(clock, now)
    left = words(_rounded(shown.left))
    return {
        Status.RUNNING: f"{left} left",
        Status.PAUSED: f"paused with {left} left",
        Status.BREACHED: f"late by {words(_rounded(shown.late_by))}",
        Status.MET: "met",
        Status.MET_LATE: f"met late by {words(_rounded(shown.late_by))}",
    }[shown.status]


def _rounded(amount: timedelta) -> timedelta:
    return timedelta(seconds=amount // timedelta(seconds=1))
