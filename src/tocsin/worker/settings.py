"""How a worker works: sizes, times, and the tables by which it waits. Nothing here is random."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Settings:
    """One worker's measures."""

    batch: int = 50
    """Escalations handled in one transaction."""
    pool: int = 16
    """Messages being sent at once. No more are claimed, or up to four times that while sends are quick."""
    lease: timedelta = timedelta(seconds=120)
    """Longer than any send can take: a lease that ran out means that its worker is gone."""
    idle: timedelta = timedelta(milliseconds=500)
    """The longest rest while nothing is known to be due."""
    beat: timedelta = timedelta(seconds=5)
    audit: timedelta = timedelta(seconds=15)
    late: timedelta = timedelta(seconds=60)
    """An obligation, a page or a worker that is late by more is a finding of the audit."""
    reminder_late: timedelta = timedelta(minutes=15)
    """The same for messages that are not urgent."""
    grace: timedelta = timedelta(seconds=25)
    """How long a worker that is told to stop waits for what it is sending."""
    tries: int = 10
    """Failures of the program itself, in a row, after which it ends and is started anew from outside."""


def table(*seconds: float) -> tuple[timedelta, ...]:
    """Waits in order; the last one is the end of it."""
    return tuple(timedelta(seconds=each) for each in seconds)


URGENT = table(5, 10, 20, 30, 60, 60, 120, 120, 300, 300, 600, 600)
"""After the first refusal, the second, and so on; about half an hour in all."""
CALM = table(30, 60, 120, 300, 600, 1800, 3600, 7200, 14400)
"""The same for what is not urgent; about eight hours."""
POISON = table(10, 30, 60, 300, 900)
"""An escalation that cannot be handled; the last wait is repeated for ever."""
OUTAGE = table(0.2, 0.5, 1, 2, 5)
"""A database that does not answer; the last wait is repeated for ever."""

TURN_AWAY = 2
"""Refusals after which an urgent page leaves a channel for another one of the person."""
DOUBTS = 3
URGENT_DOUBTS = 4
"""Sends of one message on its last channel whose outcome may stay unknown, before it counts as lost."""


def wait(waits: tuple[timedelta, ...], count: int) -> timedelta:
    """The wait after the `count`-th failure, counting from 1; the last one is repeated."""
    return waits[min(count, len(waits)) - 1]
