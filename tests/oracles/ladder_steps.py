"""Single steps of a chain: each kind of step is a rung of ours, and what the engine does with it is read off.

The peer's own habits stay here: it lets five seconds pass between steps, goes on after a step that failed,
waits a minute where no wait is set, and has steps that are no paging (webhooks, incidents).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from tests.oracles.compare import UnknownOpError, differences, instant
from tocsin.core.calendar.business import BusinessHours
from tocsin.core.ladders import commands
from tocsin.core.ladders.advance import advance
from tocsin.core.ladders.due import next_due, on_time
from tocsin.core.ladders.events import PageOrdered, PagingEvent, RungAwaited, RungPassed, RungReached
from tocsin.core.ladders.evolve import fold
from tocsin.core.ladders.rungs import Book, Ladder, Rule, Rung
from tocsin.core.ladders.state import EMPTY, Climb, Paging
from tocsin.core.model.duration import Span

Json = dict[str, Any]
PAUSE = timedelta(seconds=5)
NO_WAIT_SET = timedelta(minutes=1)
MOST_REPEATS = 5
PEOPLE = ("users", "members", "on_call", "people", "user", "viewers")
NOW = datetime(2024, 6, 5, 12, tzinfo=UTC)


def check(given: Json, expect: Json) -> list[str]:
    """The answer of the op against what is expected; the peer's tolerance is honoured."""
    op = _OPS.get(given["op"])
    if op is None:
        raise UnknownOpError("ladder", given["op"])
    got, wanted = op(given), dict(expect)
    tolerance, seconds = wanted.pop("tolerance_seconds", 0), wanted.get("next_step_after_seconds")
    real = got.get("next_step_after_seconds")
    if seconds is not None and real is not None and abs(seconds - real) <= tolerance:
        wanted.pop("next_step_after_seconds")
    return differences(wanted, got)
