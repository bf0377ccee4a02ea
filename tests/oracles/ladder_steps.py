"""Ops on one chain of steps: a step is a rung of ours, and what the engine does with it is read off.

The peer's own habits stay here: it lets five seconds pass between steps, goes on after a step that failed,
waits a minute where no wait is set, and has steps that are no paging (webhooks, incidents).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.oracles.compare import UnknownOpError, differences, instant
from tests.oracles.ladder_step import people, run_step, rung_of
from tocsin.core.ladders import commands
from tocsin.core.ladders.advance import advance
from tocsin.core.ladders.due import next_due, on_time
from tocsin.core.ladders.events import PagingEvent, RungPassed, RungReached
from tocsin.core.ladders.evolve import fold
from tocsin.core.ladders.rungs import Book, Ladder
from tocsin.core.ladders.state import EMPTY, Climb, Paging

Json = dict[str, Any]
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


def _chain(given: Json) -> tuple[Ladder, list[int]]:
    """The steps as rungs in the order of their numbers, which need not be dense; and those numbers."""
    steps = sorted(enumerate(given["steps"]), key=lambda pair: pair[1].get("order", pair[0]))
    rungs = tuple(rung_of(f"step-{n}", step) for n, (_, step) in enumerate(steps))
    return Ladder("chain", rungs), [step.get("order", n) for n, step in steps]


def _position(given: Json) -> Json:
    """Where a chain stands after the step of this index, named by rung and not by position."""
    ladder, _ = _chain(given)
    ids, last = [rung.id for rung in ladder.rungs], given.get("last_index")
    passed = ids[: last + 1] if last is not None else []
    following = ladder.following(passed)
    executed = [ids.index(id_) for id_ in passed if ladder.rung(id_)]
    return {"last": last, "next": ids.index(following.id) if following else None, "executed": executed}


def _run_all(given: Json) -> Json:
    """The whole chain with nobody answering; the order in which its steps ran."""
    ladder, orders = _chain(given)
    now = instant(given["now"]) if given.get("now") else NOW
    book = Book({"chain": ladder})
    events: list[PagingEvent] = commands.start(EMPTY, "climb", "chain", book, _who(given), now, "run")
    paging = fold(EMPTY, events)
    while (due := next_due(paging, book)) and len(events) < 1000:
        more = advance(paging, book, _who(given), due.at)
        paging, events = fold(paging, more), events + more
    ran = [event.rung for event in events if isinstance(event, RungReached | RungPassed)]
    ids = [rung.id for rung in ladder.rungs]
    executed = [ids.index(id_) for id_ in ran]
    steps = [{"last": n, "next": n + 1 if n + 1 < len(ids) else None} for n in executed]
    numbers = [orders[n] for n in executed]
    ends = {"last": executed[-1] if executed else None, "next": None}
    return {"executed": executed, "steps": steps, "orders": numbers, "executed_orders": numbers, **ends}


def _who(given: Json) -> Callable[[str, datetime], list[str]]:
    found = {f"step-{n}": people(step) for n, step in enumerate(given["steps"])}
    return lambda target, _at: found.get(target, [])


def _eta_still_valid(given: Json) -> Json:
    planned = given["next_step_at"]
    return {"value": on_time(instant(planned) if planned else None, instant(given["now"]))}


def _shift_eta(given: Json) -> Json:
    """More time for the present step: the plan moves, and where there is no plan there is none after."""
    planned = instant(given["next_step_at"]) if given["next_step_at"] else None
    now = instant(given["now"]) if given.get("now") else NOW
    by = timedelta(minutes=given.get("by_min", 0), seconds=given.get("by_seconds", 0))
    climb = Climb("climb", "chain", now, "shift", rung="step-0", due=planned)
    paging = Paging(climbs={"climb": climb})
    if planned is not None:
        moved = commands.postpone(paging, "climb", planned + by, now, "somebody")
        paging = fold(paging, moved)
    return {"next_step_at": paging.climbs["climb"].due}


_OPS: dict[str, Callable[[Json], Json]] = {
    "run_step": run_step,
    "next_step": _position,
    "executed_steps": _position,
    "run_all": _run_all,
    "eta_still_valid": _eta_still_valid,
    "shift_eta": _shift_eta,
}
