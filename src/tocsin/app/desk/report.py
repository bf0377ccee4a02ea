"""A ticket arrives: reported, compared with what is open and recent, rated; all in one decision (A2)."""

from dataclasses import dataclass, field
from datetime import datetime

from tocsin.app.desk.desk import Answer, Asked, Desk
from tocsin.app.duplicates import Similar, look
from tocsin.core.criteria.vocabulary import Encoded
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Suggestion, Ticket
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.triage.likeness import Candidate


@dataclass(frozen=True)
class Arrival:
    """A ticket with its facts (encoded), and what its reporter asked for and does not know.

    `triage` False only reports it: it waits for a first reader. `escalate` opens it whatever the criteria
    say, with the reason.
    """

    ticket: Ticket
    facts: dict[str, Encoded] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    triage: bool = True
    escalate: str = ""
    level: int = 1
    owner: str = ""


def report(
    desk: Desk, arrival: Arrival, similar: Similar | None, actor: str, now: datetime, key: str = ""
) -> Answer:
    """Takes a ticket in, under the policy that new tickets follow. Raises Refused."""
    desk.books.refresh()
    rules = desk.books.current()
    commands: list[c.Command] = [c.Report(arrival.ticket, arrival.facts)]
    found = _duplicates(desk, arrival, rules, similar, now) if similar else ()
    if found:
        commands.append(c.Suggest(tuple(suggestion for suggestion, _ in found)))
    if arrival.escalate:
        commands.append(c.Open(arrival.escalate, arrival.level, arrival.owner))
    elif arrival.triage and not _stopped(rules, arrival, now):
        commands.append(c.TriageIt(unknown=arrival.unknown))
    for suggestion, link in found:
        if link:
            commands.append(
                c.Link(suggestion.stream, f"the policy links it: {suggestion.why}", suggestion.score)
            )
    return desk.run(Asked(tuple(commands), actor, key=key), now)


def _stopped(rules: Rules, arrival: Arrival, now: datetime) -> bool:
    """Stop-the-line opens with the report itself: there is nothing left to triage (A2.3)."""
    return rules.triage.decide(dict(arrival.facts), now).stop_the_line


def _duplicates(
    desk: Desk, arrival: Arrival, rules: Rules, similar: Similar, now: datetime
) -> tuple[tuple[Suggestion, bool], ...]:
    """What it may be a duplicate of, each with whether the policy links it by itself."""
    wanted = rules.policy.intake.duplicates
    facts = {name: _plain(arrival.facts[name]) for name in wanted.same if name in arrival.facts}
    segment = str(arrival.facts.get("segment", ""))
    new = Candidate("", arrival.ticket.title, arrival.ticket.text, now, None, segment, facts)
    return tuple(
        (Suggestion(one.stream, one.score, "; ".join(one.why), one.title), one.link)
        for one in look(desk.store, new, wanted, now, similar)
    )


def _plain(value: Encoded) -> object:
    return list(value) if isinstance(value, tuple) else value
