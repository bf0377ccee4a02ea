"""A ticket tried on a policy: the decision and why, who is paged at which minute, what the customer hears.

The desk's own decision, on a state that nobody keeps: nothing is stored and nobody is paged (A13.1).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tocsin.app.desk.path_view import Tree, label, tree
from tocsin.app.desk.view import ClockLine, View, view
from tocsin.core.criteria.vocabulary import Encoded
from tocsin.core.ladders.events import PageOrdered
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.codec import Happened
from tocsin.core.lifecycle.decide import decide_all
from tocsin.core.lifecycle.decide.facts import facts_of
from tocsin.core.lifecycle.parts import Ticket
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.table import RETURNED
from tocsin.core.policy.schema.triage import AS_NEEDED
from tocsin.core.triage.decision import Decision, Route

TRIAL = "TRIAL"
_WHO = "somebody"
_CUSTOMER_CLOCKS = ("response", "update", "resolution")


@dataclass(frozen=True)
class Paged:
    """Somebody's page, or a rung that pages nobody and why; `minute` counts from the report."""

    at: datetime
    minute: int
    who: str
    method: str
    rung: str
    why: str


@dataclass(frozen=True)
class Hears:
    """What the customer hears: when at the latest (None: only how often), and what."""

    what: str
    due_at: datetime | None
    within: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """Everything that would follow from a ticket with these facts, reported at `now` (aware UTC)."""

    decision: Decision
    tree: Tree
    returned: bool
    asks: tuple[tuple[str, str], ...]
    team: str
    owner: str
    pages: tuple[Paged, ...]
    clocks: tuple[ClockLine, ...]
    hears: tuple[Hears, ...]
    joining: tuple[tuple[str, bool, str], ...]
    later: tuple[tuple[str, str, datetime], ...]


def run(rules: Rules, facts: dict[str, Encoded], now: datetime) -> Trial:
    """Tries a ticket with these facts under `rules`, reported now. Raises Refused as the desk would."""
    seen, events, returned = _lived(rules, facts, now)
    state = seen.state
    decision = rules.triage.decide(facts_of(state) if returned is None else dict(state.facts), now)
    return Trial(
        decision,
        tree(state, rules, now),
        returned is not None,
        tuple((label(rules, name), ask) for name, ask in _asks(rules, returned)),
        _team(rules, decision.route),
        seen.name(state.owner),
        tuple(_pages(seen, events, now)),
        tuple(line for line in seen.clocks if line.status != "stopped"),
        tuple(_hears(rules, seen, now)),
        tuple((_team_name(rules, i.team), i.page, i.text) for i in decision.route.involve),
        tuple((a.criterion, a.decides, a.at) for a in decision.next),
    )


def _lived(
    rules: Rules, facts: dict[str, Encoded], now: datetime
) -> tuple[View, tuple[Happened, ...], State | None]:
    """The first moments of the ticket. One that is sent back is tried on, as if nobody knew more."""
    begun = State(TRIAL, policy=rules.hash)
    report = c.Report(Ticket("A ticket that is only tried", reporter=_WHO), facts)
    events, state = decide_all(begun, (report,), rules, now, _WHO)
    if state.is_escalation:
        return view(state, rules, (), now), events, None
    rated, after = decide_all(state, (c.TriageIt(),), rules, now, _WHO)
    if after.status is not RETURNED:
        return view(after, rules, (), now), (*events, *rated), None
    unknown = tuple(after.judged.missing)
    again, last = decide_all(after, (c.TriageIt(unknown=unknown),), rules, now, _WHO)
    return view(last, rules, (), now), (*events, *rated, *again), after


def _asks(rules: Rules, returned: State | None) -> Iterator[tuple[str, str]]:
    for name in returned.judged.missing if returned else ():
        fact = rules.policy.facts.get(name)
        yield name, fact.ask if fact else ""


def _team(rules: Rules, route: Route) -> str:
    return _team_name(rules, route.team) if route.team else ""


def _team_name(rules: Rules, id_: str) -> str:
    team = rules.policy.teams.get(id_)
    return team.name if team else id_


def _pages(seen: View, events: tuple[Happened, ...], now: datetime) -> Iterator[Paged]:
    """The pages that go out at once, then those that follow while nobody answers."""
    for event in events:
        if isinstance(event, PageOrdered):
            yield Paged(
                event.at, _minute(event.at, now), seen.name(event.person), event.method, event.rung, event.why
            )
    for plan in seen.pages:
        who = seen.name(plan.person) if plan.person else ""
        yield Paged(plan.at, _minute(plan.at, now), who, plan.method, plan.rung, plan.why)


def _minute(at: datetime, now: datetime) -> int:
    return round((at - now).total_seconds() / 60)


def _hears(rules: Rules, seen: View, now: datetime) -> Iterator[Hears]:
    policy, state = rules.policy, seen.state
    severity = policy.severities.get(state.severity)
    texts = _messages(rules, "acknowledgement", state.severity)
    due = {line.name: line for line in seen.clocks if line.name in _CUSTOMER_CLOCKS}
    if "response" in due:
        yield Hears("response", due["response"].due_at, due["response"].target, texts)
    if severity is None or not state.is_escalation:
        return
    promised = severity.promised(state.segment)
    if promised.update is not None:
        often = AS_NEEDED if isinstance(promised.update, str) else str(promised.update)
        yield Hears("update", None, often, _messages(rules, "update", state.severity))
    if "resolution" in due:
        yield Hears(
            "resolution",
            due["resolution"].due_at,
            due["resolution"].target,
            _messages(rules, "resolution", state.severity),
        )


def _messages(rules: Rules, stage: str, severity: str) -> tuple[str, ...]:
    """The names of the templates for a moment."""
    found = (m for m in rules.policy.messages.values() if m.stage == stage and m.channel != "internal")
    return tuple(m.name for m in found if not m.severities or severity in m.severities)


@dataclass(frozen=True)
class Differs:
    """One thing that two policies answer otherwise."""

    what: str
    one: str
    other: str


def differences(one: Trial, other: Trial) -> tuple[Differs, ...]:
    """What two trials of the same ticket answer otherwise, in the order in which it matters."""
    return tuple(Differs(what, a, b) for what, a, b in _answers(one, other) if a != b)


def _answers(one: Trial, other: Trial) -> Iterator[tuple[str, str, str]]:
    a, b = one.decision, other.decision
    yield "severity", a.severity, b.severity
    yield "level", str(a.level), str(b.level)
    yield "stop", _yes(a.stop_the_line), _yes(b.stop_the_line)
    yield "returned", _yes(one.returned), _yes(other.returned)
    yield "team", one.team, other.team
    yield "reasons", _held(a, b), _held(b, a)
    yield "pages", _first(one), _first(other)
    for name in ("acknowledge", "response", "resolution"):
        yield name, _target(one, name), _target(other, name)


def _yes(said: bool) -> str:
    return "yes" if said else "no"


def _held(decision: Decision, beside: Decision) -> str:
    """The criteria that hold here and not there."""
    there = {reason.criterion for reason in beside.reasons}
    return "\n".join(sorted({r.criterion for r in decision.reasons if r.criterion not in there}))


def _first(trial: Trial) -> str:
    """Who is paged, each with the minute of their first page."""
    found: dict[str, int] = {}
    for page in trial.pages:
        if page.who:
            found.setdefault(page.who, page.minute)
    return "\n".join(f"{who}, {minute} min" for who, minute in list(found.items())[:6])


def _target(trial: Trial, name: str) -> str:
    return next((line.target for line in trial.clocks if line.name == name), "")
