"""One step of a chain, run by our engine: what it pages, when the next is due, whether the chain goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.oracles.compare import UnknownOpError, instant
from tocsin.core.calendar.business import BusinessHours
from tocsin.core.ladders import commands
from tocsin.core.ladders.advance import advance
from tocsin.core.ladders.events import PageOrdered, PagingEvent, RungAwaited, RungPassed, RungReached
from tocsin.core.ladders.evolve import fold
from tocsin.core.ladders.rungs import Book, Ladder, Rule, Rung
from tocsin.core.ladders.state import EMPTY, Climb, Paging
from tocsin.core.model.duration import Span

Json = dict[str, Any]
PAUSE = timedelta(seconds=5)
NO_WAIT_SET = timedelta(minutes=1)
MOST_REPEATS = 5
PEOPLE = ("users", "members", "on_call", "people", "on_call_users")
NOT_PAGED = ("viewers", "inactive", "deleted")
HOURS = "between"


@dataclass(frozen=True)
class Ran:
    """What one step did. `next_at` None: never, because the chain is paused."""

    now: datetime
    next_at: datetime | None
    paged: tuple[str, ...] = ()
    sends: bool = False
    failed: bool = False
    more: Json = field(default_factory=dict)

    def answer(self) -> Json:
        """The fields that a case may assert."""
        after = None if self.next_at is None else (self.next_at - self.now).total_seconds()
        flags = {"stop": False, "pause": self.next_at is None, "restart": False}
        logged = "failed" if self.failed else "triggered"
        sent = {"sends_pages": self.sends or bool(self.paged), "paged": list(self.paged), "logged": logged}
        return {"next_step_after_seconds": after, **flags, **sent, **self.more}


def run_step(given: Json) -> Json:
    """Runs the step at `now`."""
    step, now = given["step"], instant(given["now"])
    kind = step.get("kind")
    if kind is None:
        return Ran(now, now + PAUSE, failed=True).answer()
    if kind.startswith("notify"):
        return _notify(step, now).answer()
    run = next((run for word, run in _STEPS.items() if word in kind), None)
    if run is None:
        raise UnknownOpError("ladder run_step", kind)
    return run(step, now, given).answer()


def rung_of(id_: str, step: Json) -> Rung:
    """The step as a rung of ours: who is asked under its own id, and how long it waits."""
    kind = step.get("kind") or ""
    wait = timedelta(minutes=step["minutes"]) if step.get("minutes") else NO_WAIT_SET
    pages = kind.startswith("notify")
    return Rung(
        id_,
        (id_,) if pages else (),
        Span(wait if "wait" in kind else PAUSE),
        in_turn=kind == "notify_round_robin",
        hours=HOURS if _is_timed(step) and not pages else "always",
        outside="wait",
        patient=not pages,
    )


def _start(rung: Rung, step: Json, now: datetime) -> tuple[list[PagingEvent], Paging]:
    turns = {f"chain/{rung.id}": step.get("next_index", 0)}
    hours = {HOURS: _between(step)} if rung.hours == HOURS else {}
    book = Book({"chain": Ladder("chain", (rung,))}, {}, hours, otherwise=(Rule("default"),), turns=turns)
    events = commands.start(EMPTY, "climb", "chain", book, lambda _target, _at: people(step), now, "step")
    return events, fold(EMPTY, events)


def people(step: Json) -> list[str]:
    """Whom the step names and the peer lets it page: viewers and people who left are not."""
    named = _named(step) or []
    out = {name for key in NOT_PAGED for name in step.get(key) or []}
    return [name for name in map(_allowed, named) if name and name not in out]


def _named(step: Json) -> list[Any] | None:
    """The first list of people, wherever the step keeps it; None when it has none at all."""
    known = [step[name] for name in PEOPLE if name in step]
    nested = [_named(value) for value in step.values() if isinstance(value, dict)]
    return next((found for found in (*known, *nested) if isinstance(found, list)), None)


def _allowed(someone: Any) -> str:
    if isinstance(someone, str):
        return someone
    out = someone.get("role") == "viewer" or someone.get("active") is False
    return "" if out else str(someone.get("user", someone.get("id", "")))


def _between(step: Json) -> BusinessHours:
    """Open from `from` to `to` each day in UTC, over midnight too; equal: for the moment of `from` only."""
    start, end = step["from"][:5], step["to"][:5]
    if start == end:
        hour, minute = (int(part) for part in start.split(":"))
        windows = [f"{start}-{hour + (minute + 1) // 60:02}:{(minute + 1) % 60:02}"]
    elif start < end:
        windows = [f"{start}-{end}"]
    else:
        windows = [f"{start}-24:00"] + ([f"00:00-{end}"] if end != "00:00" else [])
    return BusinessHours.of("UTC", {"daily": windows})


def _notify(step: Json, now: datetime) -> Ran:
    if _named(step) is None:  # a channel or a group: the peer hands it over whole, or nothing is set
        unset = any(value is None for value in step.values())
        return Ran(now, now + PAUSE, sends=not unset, failed=unset)
    events, _ = _start(rung_of("step", step), step, now)
    paged = tuple(event.person for event in events if isinstance(event, PageOrdered))
    reached = next((event for event in events if isinstance(event, RungReached)), None)
    failed = any(isinstance(event, RungPassed) for event in events)
    more = {"next_index": reached.turn if reached else step.get("next_index", 0)}
    until = reached.waits_until if reached else now + PAUSE
    return Ran(now, until, paged, failed=failed, more=more if step["kind"] == "notify_round_robin" else {})


def _wait(step: Json, now: datetime, _given: Json) -> Ran:
    _, paging = _start(rung_of("step", step), step, now)
    return Ran(now, paging.climbs["climb"].due, failed=step.get("minutes") is None)


def _only_between(step: Json, now: datetime, _given: Json) -> Ran:
    events, paging = _start(rung_of("step", step), step, now)
    awaited = any(isinstance(event, RungAwaited) for event in events)
    until = paging.climbs["climb"].due if awaited else now + PAUSE
    return Ran(now, until, failed=not _is_timed(step))


def _is_timed(step: Json) -> bool:
    return bool(step.get("from") and step.get("to"))


def _only_if_count(step: Json, now: datetime, given: Json) -> Ran:
    """Too few alerts: the chain is held, and nothing of it is due."""
    count = step.get("count")
    if count is None or step.get("window_min") is None:
        return Ran(now, now + PAUSE, failed=True)
    return Ran(now, None if given.get("alerts_in_window", 0) < count else now + PAUSE)


def _repeat(step: Json, now: datetime, _given: Json) -> Ran:
    """The chain has been through `done` times more: our ladder starts over as long as rounds are left."""
    done = step.get("done") or 0
    rung = Rung("step", (), Span(PAUSE), patient=True)
    most = step.get("times") or MOST_REPEATS
    book = Book({"chain": Ladder("chain", (rung,), repeat=most)})
    climb = Climb("climb", "chain", now, "repeat", rung="step", round=done, passed=("step",), due=now)
    events = advance(Paging(climbs={"climb": climb}), book, lambda _target, _at: [], now)
    again = next((event.round for event in events if isinstance(event, RungReached)), None)
    more = {"restart": again is not None, "done": done if again is None else again}
    return Ran(now, now + PAUSE, more=more)


def _resolve(step: Json, now: datetime, _given: Json) -> Ran:
    """The chain ends, and nothing of it is due any more; the peer plans its last look all the same."""
    _, paging = _start(Rung("step", (), Span(PAUSE), patient=True), step, now)
    paging = fold(paging, commands.stop(paging, "climb", now, "resolved by its last step"))
    return Ran(now, now + PAUSE, sends=True, more={"stop": paging.climbs["climb"].state == "stopped"})


def _hand_over(step: Json, now: datetime, _given: Json) -> Ran:
    """A webhook or an incident: something is sent unless it is switched off or not set."""
    off = step.get("enabled") is False or step.get("disabled") is True
    return Ran(now, now + PAUSE, sends=not off, failed=off)


_Step = Callable[[Json, datetime, Json], Ran]
_STEPS: dict[str, _Step] = {
    "wait": _wait,
    "count": _only_if_count,
    "repeat": _repeat,
    **dict.fromkeys(("between", "time"), _only_between),
    **dict.fromkeys(("resolve", "stop"), _resolve),
    **dict.fromkeys(("webhook", "incident", "trigger", "button"), _hand_over),
}
"""By the word that is in a kind's name: the format names some kinds only, and the peer's files others."""
