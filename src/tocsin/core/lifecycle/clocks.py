"""Which clocks an escalation has, and when each falls due, derived from what happened (A5.2, A5.8, B4).

Nothing here is stored: a clock is computed from the milestones, the waits and the history of severity,
level and segment. `trail` says how its due time came about.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

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


@dataclass(frozen=True)
class Ticking:
    """One clock of an escalation: `count` numbers a clock that starts over, such as the update's."""

    clock: run.Clock
    count: int
    trail: tuple[str, ...]

    @property
    def name(self) -> str:
        """The clock's name: `response`, `update` ..."""
        return self.clock.name


def clocks(state: State, rules: Rules) -> tuple[Ticking, ...]:
    """Every clock that runs or has run, in the order in which people meet them."""
    return tuple(_clocks(state, rules))


def running(state: State, rules: Rules) -> tuple[Ticking, ...]:
    """The clocks that nobody has answered yet."""
    return tuple(each for each in _clocks(state, rules) if each.clock.stopped is None)


def due_of(clock: run.Clock) -> datetime | None:
    """When it runs out; None while a pause holds it, or when its calendar never opens that long."""
    try:
        return clock_due(clock)
    except NeverOpensError:
        return None


def _clocks(state: State, rules: Rules) -> Iterator[Ticking]:
    times = state.times
    if times.reported is None:
        return
    ended = times.closed
    yield from _clock(state, rules, "triage", times.reported, times.triaged or ended)
    if times.opened is not None:
        # Nobody is paged for a duplicate: people answer for the original.
        answered = times.acknowledged or times.linked or times.resolved or ended
        wanted = times.acknowledge_wanted or times.opened
        asked = sum(rating.at <= wanted for rating in state.ratings)
        yield from _clock(state, rules, "acknowledge", wanted, answered, asked)
    if state.level > 0 or times.opened is not None or state.status in INTAKE:
        yield from _clock(state, rules, "response", times.reported, times.responded or ended)
    if times.opened is None:
        return
    engaged = times.sme_engaged or times.linked or times.resolved or ended
    yield from _clock(state, rules, "sme", times.opened, engaged)
    if state.status in WORKED and times.responded is not None:
        yield from _update(state, rules, max(filter(None, (times.updated, times.reopened))))
    since = times.reopened or times.reported
    yield from _clock(state, rules, "resolution", since, times.resolved or ended, state.reopenings)
    if state.offer is not None and state.status in ESCALATED:
        yield from _clock(state, rules, "hand_over", state.offer.at, None, state.offers)


def _update(state: State, rules: Rules, start: datetime) -> Iterator[Ticking]:
    """The cadence, or the time that the last update promised when that is sooner (A5.3)."""
    found = next(_clock(state, rules, "update", start, None, state.updates), None)
    promised = state.next_update
    due = due_of(found.clock) if found else None
    if promised is not None and promised > start and (due is None or promised < due):
        clock = run.Clock("update", Span(promised - start), ALWAYS, "always", start)
        yield Ticking(clock, state.updates, (f"promised to the customer for {_at(rules, promised)}",))
    elif found:
        yield found


def _clock(
    state: State, rules: Rules, name: ClockName, start: datetime | None, stop: datetime | None, count: int = 0
) -> Iterator[Ticking]:
    if start is None or not state.ratings:
        return
    found = _follow(state, rules, name, start, stop)
    if found is not None:
        yield Ticking(found[0], count, found[1])


def _follow(
    state: State, rules: Rules, name: ClockName, start: datetime, stop: datetime | None
) -> tuple[run.Clock, tuple[str, ...]] | None:
    """The clock after every change of severity, level and segment that came while it ran."""
    held: run.Clock | None = None
    trail: list[str] = []
    promised: tuple[Span | None, str] | None = None
    for rating in _while(state.ratings, start, stop):
        target, (id_, hours) = _target(rules, name, rating), rules.calendar(rating.segment, rating.severity)
        if (target, id_) == promised:
            continue
        promised = (target, id_)
        if target is None:
            held, words = None, "nothing is promised"
        else:
            fresh = run.Clock(name, target, hours, id_, start, _pauses(state, rules, name, start), stop)
            held, words = _changed(rules, held, fresh, rating, bool(trail))
        trail.append(f"{_said(rating, name)}: {words}")
    return (held, tuple(trail)) if held is not None else None


def _while(ratings: tuple[Rating, ...], start: datetime, stop: datetime | None) -> list[Rating]:
    """The rating that held at the start, and those that came until it stopped; a rating late is the first."""
    before = [rating for rating in ratings if rating.at <= start]
    later = [r for r in ratings if r.at > start and (stop is None or r.at <= stop)]
    return [*before[-1:], *later] or [ratings[0]]


def _changed(
    rules: Rules, held: run.Clock | None, fresh: run.Clock, rating: Rating, late: bool
) -> tuple[run.Clock, str]:
    """A shorter target counts from the change, never later than before; a longer one from the start."""
    text = f"{fresh.target} in {fresh.calendar}"
    if held is None:
        # What was not promised before counts from the change that promises it.
        since = max(fresh.started, rating.at) if late else fresh.started
        return replace(fresh, started=since), f"{text} from {_at(rules, since)}"
    before, after = due_of(held), due_of(fresh)
    shorter = before is None or after is None or after < before
    if rules.policy.clocks.raised == "from_start" or not shorter:
        return fresh, f"{text}, counted from the start"
    later = replace(fresh, started=rating.at)
    due = due_of(later)
    if before is not None and (due is None or due > before):
        return held, f"{text} from the change would be later than before: it stays"
    return later, f"{text}, counted from the change at {_at(rules, rating.at)}"


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
    promised = severity.promised(rating.segment)
    span = {"response": promised.response, "resolution": promised.resolution, "update": promised.update}[name]
    return span if isinstance(span, Span) else None


def _pauses(state: State, rules: Rules, name: ClockName, start: datetime) -> tuple[run.Pause, ...]:
    if name not in rules.policy.clocks.pause:
        return ()
    return tuple(
        run.Pause(max(wait.start, start), wait.end)
        for wait in state.waits
        if wait.end is None or wait.end > start
    )


def rank(severity: str) -> int:
    """0 for the worst severity."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)
