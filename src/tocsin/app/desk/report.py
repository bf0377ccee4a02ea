"""A ticket arrives: reported, compared with what is open and recent, rated; all in one decision (A2)."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.app.desk.asking import Answer, Asked, plain
from tocsin.app.desk.changes import alike
from tocsin.app.desk.desk import Desk
from tocsin.app.duplicates import Similar, look
from tocsin.core.criteria.vocabulary import Encoded
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Suggestion, Ticket
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.finding import Refused
from tocsin.core.triage.decision import Decision
from tocsin.core.triage.likeness import Candidate

TITLE = 200
"""Characters of a title: it stands in lists and in the subject of every message."""


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
    """Takes a ticket in, under the policy that new tickets follow. Raises Refused.

    The same key again gets the same answer, whatever it would be compared with or rated by now.
    """
    rules = desk.books.refreshed()
    says = repr(plain(arrival))
    arrival = tidied(arrival, rules)
    decision = rules.triage.decide(dict(arrival.facts), now)
    found = duplicates_of(desk, arrival, rules, decision, similar, now) if similar else ()
    commands: list[c.Command] = [c.Report(arrival.ticket, arrival.facts)]
    if found:
        commands.append(c.Suggest(tuple(suggestion for suggestion, _ in found)))
    if decision.stop_the_line:  # it opens with the report itself (A2.3)
        commands += _besides(arrival, decision)
    elif arrival.escalate:
        commands.append(c.Open(arrival.escalate, arrival.level, arrival.owner))
    elif arrival.triage:
        commands.append(c.TriageIt(unknown=arrival.unknown))
    links = [_link(suggestion) for suggestion, link in found if link and not decision.stop_the_line]
    return _run(desk, commands, links, Asked((), actor, key=key, says=says), now)


def _besides(arrival: Arrival, decision: Decision) -> list[c.Command]:
    """What a person asked for besides, when danger opens the ticket before they could."""
    if not arrival.escalate:
        return []
    if arrival.level > decision.level:
        return [c.Raise(arrival.escalate, level=arrival.level)]
    return [c.Note(arrival.escalate)]


def tidied(arrival: Arrival, rules: Rules) -> Arrival:
    """A title is one line; what does not fit begins the text. Nobody is asked for the customer we know."""
    ticket, facts = arrival.ticket, arrival.facts
    title = " ".join("".join(c if c.isprintable() else " " for c in ticket.title).split())
    if len(title) > TITLE:
        ticket = replace(ticket, text=f"{title}\n{ticket.text}".strip())
        title = f"{title[: TITLE - 1].rstrip()}…"
    fact = rules.policy.facts.get("customer")
    if fact and fact.type == "text" and ticket.customer.strip() and "customer" not in facts:
        facts = {**facts, "customer": ticket.customer.strip()}
    return replace(arrival, ticket=replace(ticket, title=title), facts=facts)


def _run(desk: Desk, commands: list[c.Command], links: list[c.Link], asked: Asked, now: datetime) -> Answer:
    """A link that the other ticket no longer takes must not turn a report away: then it is only suggested."""
    try:
        return desk.run(replace(asked, commands=(*commands, *links)), now)
    except Refused:
        if not links:
            raise
        return desk.run(replace(asked, commands=tuple(commands)), now)


def _link(suggestion: Suggestion) -> c.Link:
    return c.Link(suggestion.stream, f"the policy links it: {suggestion.why}", suggestion.score)


def duplicates_of(
    desk: Desk, arrival: Arrival, rules: Rules, decision: Decision, similar: Similar, now: datetime
) -> tuple[tuple[Suggestion, bool], ...]:
    """What it may be a duplicate of, each with whether the policy links it by itself."""
    wanted = rules.policy.intake.duplicates
    facts = alike(arrival.facts, wanted.same)
    new = Candidate(
        "",
        arrival.ticket.title,
        arrival.ticket.text,
        now,
        segment=str(arrival.facts.get("segment", "")),
        facts=facts,
        severity=decision.severity,
        level=max(decision.level, arrival.level if arrival.escalate else 0),
    )
    return tuple(
        (Suggestion(one.stream, one.score, "; ".join(one.why), one.title), one.link)
        for one in look(desk.store, new, wanted, now, similar)
    )
