"""What falls due, when, and why: derived from the state and the policy, never stored as truth (design §5)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import NamedTuple

from tocsin.core.clocks.due import moments
from tocsin.core.ladders.due import next_due
from tocsin.core.lifecycle.clocks import Ticking, Words, due_of, running
from tocsin.core.lifecycle.evolve import mark, percent
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.table import ALIVE

MOMENT = timedelta(microseconds=1)


class Obligation(NamedTuple):
    """Something due at an instant (aware UTC). `kind`: breach, warn, remind, page, judge.

    `ends` is when the clock behind it runs out; for what has no clock it is `due_at`.
    """

    kind: str
    due_at: datetime
    what: str
    reason: Words
    ends: datetime
    clock: str = ""
    number: int = 0
    fraction: float = 0.0

    @property
    def why(self) -> str:
        """Why it is due then, in words."""
        return self.reason()


def obligations(state: State, rules: Rules) -> tuple[Obligation, ...]:
    """Everything that will fall due if nothing else happens, earliest first."""
    return _derived(_Asked(state, rules)) if state.status in ALIVE else ()


def earliest(state: State, rules: Rules) -> Obligation | None:
    """The next one, or None when nothing can fall due."""
    return next(iter(obligations(state, rules)), None)


class _Asked:
    """A state and its rules as themselves: neither ever changes, so what follows is kept a while."""

    __slots__ = ("rules", "state")

    def __init__(self, state: State, rules: Rules) -> None:
        self.state, self.rules = state, rules

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.state is other.state and self.rules is other.rules

    def __hash__(self) -> int:
        return hash((id(self.state), id(self.rules)))


@lru_cache(maxsize=16)
def _derived(asked: _Asked) -> tuple[Obligation, ...]:
    """One decision asks several times about the same state: before it, during it, and for the index."""
    return tuple(sorted(_obligations(asked.state, asked.rules), key=_when))


_ORDER = {"page": 0, "judge": 1, "remind": 2, "warn": 3, "breach": 4}


def _when(due: Obligation) -> tuple[datetime, int]:
    return due.due_at, _ORDER[due.kind]


def _obligations(state: State, rules: Rules) -> Iterator[Obligation]:
    told = set(state.marks)
    for ticking in running(state, rules):
        due = due_of(ticking.clock)
        if due is not None and mark(ticking.name, ticking.number, "breach") not in told:
            yield from _clock(state, rules, ticking, due, told)
    if state.is_escalation:
        page = next_due(state.paging, rules.book_at(state.severity))
        if page is not None:
            yield Obligation("page", page.at, page.climb_id, lambda: page.why, page.at)
    if state.judged.ahead is not None and not state.rests:
        ahead = state.judged.ahead
        yield Obligation("judge", ahead, "criteria", lambda: "time alone changes what they say", ahead)


def _clock(
    state: State, rules: Rules, ticking: Ticking, due: datetime, told: set[str]
) -> Iterator[Obligation]:
    name, count = ticking.name, ticking.number
    # What is done at the very instant is in time: late begins just after it.
    yield Obligation("breach", due + MOMENT, name, ticking.turns[-1], due, name, count)
    # Where the owner is reminded of an update, a second word about the same thing is noise.
    warn = [] if name == "update" and rules.policy.communication.remind_owner else rules.policy.clocks.warn
    given = max((f for f in warn if mark(name, count, percent(f)) in told), default=0.0)
    ahead = [f for f in warn if f > given]
    for fraction, at in moments(ticking.clock, ahead) if ahead else ():
        if at < due:
            yield Obligation("warn", at, name, partial(_used, fraction), due, name, count, fraction)
    if name == "update":
        yield from _reminders(rules, due, count, told)


def _reminders(rules: Rules, due: datetime, count: int, told: set[str]) -> Iterator[Obligation]:
    wanted = (
        ("owner", rules.policy.communication.remind_owner),
        ("lead", rules.policy.communication.remind_lead),
    )
    for who, before in wanted:
        if before is not None and mark("update", count, f"remind {who}") not in told:
            at = due - before.approximate()
            yield Obligation("remind", at, who, lambda: "an update falls due", due, "update", count)


def _used(fraction: float) -> str:
    return f"{percent(fraction)} is used"
