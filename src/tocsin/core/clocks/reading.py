"""What a clock shows at an instant: running, paused, breached, met, or met late (A5.8, AP.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from tocsin.core.clocks.clock import Clock, size
from tocsin.core.clocks.due import due, used


class Status(Enum):
    """A breach is final: a clock stopped after it ran out is `met_late`, never `met`."""

    RUNNING = "running"
    PAUSED = "paused"
    BREACHED = "breached"
    MET = "met"
    MET_LATE = "met_late"


@dataclass(frozen=True)
class Reading:
    """`due_at` is None while a pause holds the clock. `used` and `left` are open time of the calendar,
    `left` never below zero; `late_by` is elapsed time since the due time, zero when it is not late."""

    status: Status
    due_at: datetime | None
    used: timedelta
    left: timedelta
    late_by: timedelta


def reading(clock: Clock, now: datetime) -> Reading:
    """The clock as it was known at an instant. Raises NeverOpensError.

    Done at the due time is met; still running at the due time is breached.
    """
    known = clock.known_at(now)
    due_at = due(known)
    spent = used(known, now)
    done = known.stopped
    late = timedelta(0) if due_at is None else max((done or now) - due_at, timedelta(0))
    left = max(size(known) - spent, timedelta(0))
    return Reading(_status(known, due_at, now), due_at, spent, left, late)


def _status(clock: Clock, due_at: datetime | None, now: datetime) -> Status:
    if clock.stopped is not None:
        return Status.MET_LATE if due_at is not None and clock.stopped > due_at else Status.MET
    if due_at is not None and now >= due_at:
        return Status.BREACHED
    return Status.PAUSED if clock.is_paused(now) else Status.RUNNING
