"""Which clocks an escalation has, and when each falls due, derived from what happened (A5.2, A5.8, B4).

Nothing here is stored: a clock is computed from the milestones, the waits and the history of severity,
level and segment. `trail` says how its due time came about.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import NamedTuple

from tocsin.core.calendar.business import ALWAYS
from tocsin.core.calendar.index import NeverOpensError
from tocsin.core.calendar.zones import zone_of
from tocsin.core.clocks import clock as run
from tocsin.core.clocks.due import due as clock_due
from tocsin.core.lifecycle.parts import Rating
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.table import ESCALATED, INTAKE, WORKED
from tocsin.core.model.duration import Span
from tocsin.core.policy.schema.base import SEVERITIES
from tocsin.core.policy.schema.clocks import ClockName

Words = Callable[[], str]
"""Words for people, put together when somebody reads them: most clocks are only looked at by the desk."""


class Ticking(NamedTuple):
    """One clock of an escalation: `number` counts a clock that starts over, such as the update's."""

    clock: run.Clock
    number: int
    turns: tuple[Words, ...]

    @property
    def name(self) -> str:
        """The clock's name: `response`, `update` ..."""
        return self.clock.name

    @property
    def trail(self) -> tuple[str, ...]:
        """How its due time came about, in order."""
        return tuple(words() for words in self.turns)


class _Asked(NamedTuple):
    """A clock that the milestones ask for: when it starts, and when what it waits for was done."""

    name: ClockName
    start: datetime | None
    stop: datetime | None
    number: int = 0


def clocks(state: State, rules: Rules) -> tuple[Ticking, ...]:
    """Every clock that runs or has run, in the order in which people meet them."""
    return tuple(_ticking(state, rules, _asked(state)))


def running(state: State, rules: Rules) -> tuple[Ticking, ...]:
    """The clocks that nobody has answered yet."""
    return tuple(_ticking(state, rules, (asked for asked in _asked(state) if asked.stop is None)))


def due_of(clock: run.Clock) -> datetime | None:
    """When it runs out; None while a pause holds it, or when its calendar never opens that long."""
    try:
        return clock_due(clock)
    except NeverOpensError:
        return None


def _asked(state: State) -> Iterator[_Asked]:
    times = state.times
    if times.reported is None:
        return
    ended = times.closed
    yield _Asked("triage", times.reported, times.triaged or ended)
    if times.opened is not None:
        wanted = times.acknowledge_wanted or times.opened
        yield _Asked("acknowledge", wanted, _answered(state, wanted), state.asked)
    if state.level > 0 or times.opened is not None or state.status in INTAKE:
        yield _response(state)
    if times.opened is None:
        return
    wanted = times.sme_wanted or times.opened
    behind = max(times.linked, wanted) if times.linked else None
    engaged = times.sme_engaged or behind or times.resolved or ended
    yield _Asked("sme", wanted, engaged, state.reopenings + state.alone)
    if state.status in WORKED and times.responded is not None:
        since = max(filter(None, (times.updated, times.reopened)))
        yield _Asked("update", since, None, state.updates + state.reopenings)
    yield _Asked("resolution", times.reopened or times.reported, times.resolved or ended, state.reopenings)
    if state.offer is not None and state.status in ESCALATED:
        yield _Asked("hand_over", state.offer.at, None, state.offers)


def _answered(state: State, wanted: datetime) -> datetime | None:
    """When somebody had it, or nobody was asked any more: at rest, or behind an original without danger."""
    times = state.times
    if times.acknowledged is not None:
        return times.acknowledged
    ends = [at for at in (times.stabilised, times.resolved, times.closed) if at is not None and at >= wanted]
    if times.linked is not None and not state.judged.stop:
        ends.append(max(times.linked, wanted))
    return min(ends, default=None)


def _response(state: State) -> _Asked:
    """The first word to the customer; what was closed without one owes it from its coming back."""
    times, start = state.times, state.times.reported
    if times.reopened is not None and (times.responded is None or times.responded >= times.reopened):
        start = times.reopened
    return _Asked("response", start, times.responded or times.closed, state.reopenings)


def _ticking(state: State, rules: Rules, wanted: Iterable[_Asked]) -> Iterator[Ticking]:
    for asked in wanted:
        found = _follow(state, rules, asked)
        if asked.name == "update":
            found = _sooner(state, rules, asked, found)
        if found is not None:
            yield found


def _sooner(state: State, rules: Rules, asked: _Asked, cadence: Ticking | None) -> Ticking | None:
    """The cadence, or the time that the last update promised when that is sooner (A5.3)."""
    promised, start = state.next_update, asked.start
    due = due_of(cadence.clock) if cadence else None
    if promised is None or start is None or promised <= start or (due is not None and promised >= due):
        return cadence
    clock = run.Clock("update", Span(promised - start), ALWAYS, "always", start)
    return Ticking(clock, asked.number, (lambda: f"promised to the customer for {_at(rules, promised)}",))


def _follow(state: State, rules: Rules, asked: _Asked) -> Ticking | None:
    """The clock after every change of severity, level and segment that came while it ran."""
    name, start, stop, number = asked
    if start is None or not state.ratings:
        return None
    held: run.Clock | None = None
    turns: list[Words] = []
    promised: tuple[Span | None, str] | None = None
    for rating in _while(state.ratings, start, stop):
        target, (id_, hours) = _target(rules, name, rating), rules.calendar(rating.segment, rating.severity)
        if held is not None and rating.moved and _was_late(state, asked, held, rating.at):
            promised = None
            held = None  # under the policy of then it was not late: what this one promises counts from now
        if (target, id_) == promised:
            continue
        promised = (target, id_)
        if target is None:
            held, words = None, _nothing
        else:
            fresh = run.Clock(name, target, hours, id_, start, _pauses(state, name, start), stop)
            held, words = _changed(rules, held, fresh, rating, bool(turns))
        turns.append(partial(_told, rating, name, words))
    return Ticking(held, number, tuple(turns)) if held is not None else None


def _was_late(state: State, asked: _Asked, held: run.Clock, moved: datetime) -> bool:
    """Whether another policy makes it late before it was moved there, which it was not (design §1)."""
    due = due_of(held)
    told = any((b.clock, b.count) == (asked.name, asked.number) for b in state.breaches)
    return due is not None and due < moved and not told


def _while(ratings: tuple[Rating, ...], start: datetime, stop: datetime | None) -> list[Rating]:
    """The rating that held at the start, and those that came until it stopped; a rating late is the first."""
    before = [rating for rating in ratings if rating.at <= start]
    later = [r for r in ratings if r.at > start and (stop is None or r.at <= stop)]
    return [*before[-1:], *later] or [ratings[0]]


def _changed(
    rules: Rules, held: run.Clock | None, fresh: run.Clock, rating: Rating, late: bool
) -> tuple[run.Clock, Words]:
    """A shorter target counts from the change, never later than before; a longer one from the start."""
    if held is None:
        # What was not promised before counts from the change that promises it.
        since = max(fresh.started, rating.at) if late else fresh.started
        clock = replace(fresh, started=since) if since > fresh.started else fresh
        return clock, lambda: f"{_size(fresh)} from {_at(rules, since)}"
    before, after = due_of(held), due_of(fresh)
    shorter = before is None or after is None or after < before
    if rules.policy.clocks.raised == "from_start" or not shorter:
        return fresh, lambda: f"{_size(fresh)}, counted from the start"
    later = replace(fresh, started=rating.at)
    due = due_of(later)
    if before is not None and (due is None or due > before):
        return held, lambda: f"{_size(fresh)} from the change would be later than before: it stays"
    return later, lambda: f"{_size(fresh)}, counted from the change at {_at(rules, rating.at)}"


def _nothing() -> str:
    return "nothing is promised"


def _told(rating: Rating, name: ClockName, words: Words) -> str:
    return f"{_said(rating, name)}: {words()}"


def _size(clock: run.Clock) -> str:
    return f"{clock.target} in {clock.calendar}"


def _at(rules: Rules, at: datetime) -> str:
    """An instant as people of the desk read it, with its zone."""
    return f"{at.astimezone(zone_of(rules.policy.organisation.zone)):%a %Y-%m-%d %H:%M %Z}"


def _said(rating: Rating, name: ClockName) -> str:
    level = f" level {rating.level}" if name in ("acknowledge", "sme") else ""
    segment = f" {rating.segment}" if rating.segment else ""
    return f"{rating.severity}{level}{segment}"


def _target(rules: Rules, name: ClockName, rating: Rating) -> Span | None:
    policy = rules.policy
    severity, level = policy.severities.get(rating.severity), policy.levels.get(rating.level)
    if name == "triage":
        return policy.intake.within.get(rating.severity)
    if name == "hand_over":
        return policy.hand_over.accept_within
    if name in ("acknowledge", "sme"):
        if level is None:
            return None
        return (
            level.acknowledge_within(rating.segment)
            if name == "acknowledge"
            else level.sme_within(rating.segment)
        )
    if severity is None:
        return None
    own = severity.segments.get(rating.segment)
    span = (getattr(own, name) if own else None) or getattr(severity, name)
    return span if isinstance(span, Span) else None


def _pauses(state: State, name: ClockName, start: datetime) -> tuple[run.Pause, ...]:
    """What the policy of that time paused stays paused, whatever a later one says."""
    return tuple(
        run.Pause(max(wait.start, start), wait.end)
        for wait in state.waits
        if name in wait.paused and (wait.end is None or wait.end > start)
    )


def rank(severity: str) -> int:
    """0 for the worst severity."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)
