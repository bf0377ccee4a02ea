"""Sends a report: taken in, rated, and linked or given files where the person asked for it (A2)."""

from __future__ import annotations

from dataclasses import replace

from tocsin import bootstrap_site
from tocsin.app.desk.asking import Answer
from tocsin.app.desk.report import Arrival, report
from tocsin.app.doing import do, require
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.rights.actions import Action
from tocsin.web.report.typed import Typed
from tocsin.web.shared.ask import Ask


def send(typed: Typed, rules: Rules, request: Ask) -> Answer:
    """Takes the report in. Raises Refused when a field cannot be read, or nothing is said at all.

    What is missing is no reason to refuse it: it is saved, and comes back with its questions (A2.6).
    """
    _complain(typed)
    require(request.who, Action.ESCALATION_REPORT, own=True)
    if typed.escalate:
        require(request.who, Action.ESCALATION_RATE, own=True)
    ticket = replace(typed.ticket, text=_text(typed))
    arrival = Arrival(
        ticket,
        dict(typed.facts),
        typed.unknown,
        triage=typed.rate,
        escalate=typed.escalate,
        level=typed.level,
    )
    desk = bootstrap_site.desk()
    answer = report(desk, arrival, bootstrap_site.similar(), request.who.actor, request.now, typed.key)
    if not answer.repeated:
        besides: list[c.Command] = [c.Attach(one.attachment) for one in typed.files]
        besides += [c.Link(typed.same, "the reporter says that it is the same")] if typed.same else []
        for command in besides:
            _besides(command, answer, request)
    return answer


def with_nothing_open(typed: Typed, rules: Rules, request: Ask) -> Typed:
    """Everything that intake would ask for is not known: the report is worked on at once (A2.1, A2.6)."""
    missing = rules.triage.decide(dict(typed.facts), request.now).missing
    return replace(typed, unknown=tuple(dict.fromkeys((*typed.unknown, *missing))))


def _complain(typed: Typed) -> None:
    where = Position.of("report")
    found = [
        Finding("fact", f"{field.label}: {field.wrong}", where, path=field.name) for field in typed.form.wrong
    ]
    found += typed.refused
    if not typed.ticket.title:
        text = "the report has no title"
        found.insert(0, Finding("title", text, where, "say in one sentence what happened", path="title"))
    if found:
        raise Refused(*found, usage=True)


def _text(typed: Typed) -> str:
    who = f"Contact at the customer: {typed.contact}" if typed.contact else ""
    return "\n\n".join(part for part in (typed.ticket.text, who) if part)


def _besides(command: c.Command, answer: Answer, request: Ask) -> None:
    """What comes with a report must not turn it away: a link that the other no longer takes is left out."""
    try:
        do(bootstrap_site.desk(), request.who, answer.stream, (command,), request.now)
    except Refused:
        return
