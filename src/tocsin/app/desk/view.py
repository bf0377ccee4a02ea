"""One escalation as people look at it: who, clocks with reasons, who is paged next (A3, A4, B4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tocsin.app.desk.standing import fact_words, known_facts, paging_lines, possible_now, reported
from tocsin.app.ports import Recorded
from tocsin.core.calendar.zones import zone_of
from tocsin.core.clocks.explain import explain, left_in_words
from tocsin.core.clocks.reading import reading
from tocsin.core.ladders.advance import Planned, timetable
from tocsin.core.lifecycle.clocks import Ticking, clocks
from tocsin.core.lifecycle.codec import read_event
from tocsin.core.lifecycle.decide.draft import DESK
from tocsin.core.lifecycle.gates import Condition, gate
from tocsin.core.lifecycle.obligations import Obligation, obligations
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.story import Teller
from tocsin.core.lifecycle.table import CLOSED, OPEN, RESOLVED, RETURNED, STABILISED, Status
from tocsin.core.policy.schema.base import ALWAYS

_NEXT_GATE: dict[Status, str] = {OPEN: "stabilised", STABILISED: "resolved", RESOLVED: "closed"}

_OWN = (
    "clock_breached", "clock_warned", "judged", "duplicates_suggested", "grown", "ladder_started",
    "rung_reached", "rung_repeated", "rung_passed", "rung_awaited", "page_ordered", "ladder_raised",
    "ladder_spent",
)  # fmt: skip
"""What the desk finds by itself, even while it carries out somebody's command."""


@dataclass(frozen=True)
class ClockLine:
    """A clock at an instant: its status, when it is due, what is left in words, and why it is due then."""

    name: str
    status: str
    target: str
    calendar: str
    due_at: datetime | None
    left: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """One line of the timeline."""

    version: int
    at: datetime
    actor: str
    kind: str
    text: str
    policy: str


@dataclass(frozen=True)
class View:
    """Everything about one escalation at `now` (aware UTC); `zone` is the desk's, for people."""

    state: State
    now: datetime
    zone: ZoneInfo
    names: dict[str, str]
    clocks: tuple[ClockLine, ...]
    pages: tuple[Planned, ...]
    due: tuple[Obligation, ...]
    gate: str
    conditions: tuple[Condition, ...]
    timeline: tuple[Told, ...]
    possible: tuple[str, ...]
    vacant: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    """What the request was sent back for: each fact, and the question that gets it (A2.6)."""
    facts: dict[str, str]
    paging: tuple[str, ...]
    """Where each ladder stands; one that nobody answered comes first."""
    reported: str
    rulebook: str
    """The policy that governs it: title, version, hash."""

    def name(self, person: str) -> str:
        """What a person is called."""
        return self.names.get(person, person)


def view(state: State, rules: Rules, recorded: Sequence[Recorded], now: datetime) -> View:
    """The view of a state at `now`. Raises nothing for what is stored."""
    zone = zone_of(rules.policy.organisation.zone)
    names = {id_: contact.name for id_, contact in rules.policy.contacts.items()}
    name = _NEXT_GATE.get(state.status, "")
    level = rules.policy.levels.get(state.level)
    wanted = level.roles if level and state.is_escalation else []
    teller = Teller(names, zone, fact_words(rules))
    header = rules.policy.document
    return View(
        state,
        now,
        zone,
        names,
        tuple(_clock(ticking, now, zone) for ticking in clocks(state, rules)),
        tuple(_pages(state, rules, now)),
        obligations(state, rules),
        name,
        gate(state, rules, name, now) if name else (),
        tuple(_timeline(recorded, teller)),
        possible_now(state),
        tuple(role for role in wanted if role not in state.seats),
        tuple(_questions(state, rules)),
        known_facts(state, rules),
        paging_lines(state, teller),
        reported(state, teller),
        f"{header.title} {header.version}, {state.policy[:12]}",
    )


def _clock(ticking: Ticking, now: datetime, zone: ZoneInfo) -> ClockLine:
    clock = ticking.clock
    shown = reading(clock, now)
    return ClockLine(
        ticking.name,
        shown.status.value,
        str(clock.target),
        clock.calendar,
        shown.due_at,
        left_in_words(clock, now),
        (*ticking.trail, *_explained(ticking, now, zone)),
    )


def _questions(state: State, rules: Rules) -> Iterator[tuple[str, str]]:
    if state.status is RETURNED:
        for name in state.judged.missing:
            fact = rules.policy.facts.get(name)
            yield name, (fact.ask if fact and fact.ask else name.replace("_", " "))


def _explained(ticking: Ticking, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """A calendar that never closes has no wall clock of its own: the desk's is shown."""
    account = explain(ticking.clock, now)
    if ticking.clock.calendar == ALWAYS:
        account = replace(account, spans=replace(account.spans, zone=zone))
    return account.lines()


def _pages(state: State, rules: Rules, now: datetime) -> Iterator[Planned]:
    if state.is_escalation and state.status is not CLOSED:
        yield from timetable(state.paging, rules.book_at(state.severity), rules.who(state), now, limit=12)


def _timeline(recorded: Sequence[Recorded], teller: Teller) -> Iterator[Told]:
    judged = ""
    for each in recorded:
        text = teller.tell(read_event(each.kind, each.data))
        if each.kind == "judged":
            judged, text = text, "criteria say the same" if text == judged else text
        actor = DESK if each.kind in _OWN else each.actor
        yield Told(each.version, each.at, actor, each.kind, text, each.policy)
