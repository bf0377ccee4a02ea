"""A ticket comes in: what would become of it, and the report itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from tocsin import bootstrap_site
from tocsin.api.v1.asking import asker
from tocsin.api.v1.done import done, typed
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.kept import desk_key
from tocsin.api.v1.reply import reply
from tocsin.api.v1.says import triage as says
from tocsin.api.v1.says.escalation import Done
from tocsin.api.v1.wants.report import Report
from tocsin.api.v1.wants.report import Ticket as Wanted
from tocsin.app.desk.report import Arrival, duplicates_of, report, tidied
from tocsin.app.doing import require
from tocsin.core.lifecycle.parts import Suggestion, Ticket
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.rights.actions import Action
from tocsin.core.triage.path import Path, path_of

router = Router(tags=["Intake"])


@endpoint(router, "POST", "/triage", Told(Action.POLICY_TRY), says=says.Decision)
def preview_ticket(request: HttpRequest, ticket: Wanted) -> HttpResponse:
    """Ask what would become of a ticket: severity, level, reasons, what is missing, likely duplicates.

    Nothing is saved.
    """
    desk, who = bootstrap_site.desk(), asker(request)
    rules = desk.books.refreshed()
    arrival = _arrival(ticket, rules, request)
    decision = rules.triage.decide(dict(arrival.facts), who.now)
    path = path_of(rules.triage, dict(arrival.facts), who.now, decision)
    alike = duplicates_of(desk, arrival, rules, decision, bootstrap_site.similar(), who.now)
    said = decision.as_json()
    return reply(
        {
            **{
                name: said[name]
                for name in ("severity", "level", "stop_the_line", "missing", "route", "policy")
            },
            "questions": path.ask,
            "unknown": [_decides(each) for each in said["unknown"]],
            "reasons": [_decides(each) for each in said["reasons"]],
            "path": _walked(path),
            "advice": path.advice,
            "ahead": [_decides(each) for each in said["next"]],
            "duplicates": [_alike(suggestion) for suggestion, _ in alike],
        }
    )


@endpoint(
    router, "POST", "/escalations", Told(Action.ESCALATION_REPORT, key=True, etag=True, created=True),
    says=Done, status=201,
)  # fmt: skip
def report_ticket(request: HttpRequest, ticket: Report) -> HttpResponse:
    """Report a ticket: it is compared with what is open, rated, and escalated when a criterion holds.

    One with missing facts is kept with the status `returned` and the questions that get them: nothing is
    lost. Send an `Idempotency-Key`, and a repeat after a lost answer makes no second ticket.
    """
    desk, who = bootstrap_site.desk(), asker(request)
    rules = desk.books.refreshed()
    arrival = _arrival(ticket, rules, request)
    if ticket.escalate:
        require(who.who, Action.ESCALATION_RATE, own=True)
    answer = report(desk, arrival, bootstrap_site.similar(), who.who.actor, who.now, desk_key(request))
    return done(desk, answer, 201)


def _arrival(wanted: Wanted, rules: Rules, request: HttpRequest) -> Arrival:
    who = asker(request)
    ticket = Ticket(
        wanted.title, wanted.text, wanted.customer, wanted.channel, who.who.actor, wanted.reference
    )
    facts = typed(wanted.facts, rules, who.now)
    if not isinstance(wanted, Report):
        return tidied(Arrival(ticket, facts, tuple(wanted.unknown)), rules)
    asked = wanted.escalate
    more = (asked.reason, asked.level, asked.owner) if asked else ()
    return Arrival(ticket, facts, tuple(wanted.unknown), wanted.triage, *more)


def _decides(said: dict[str, Any]) -> dict[str, Any]:
    return {"decides" if name == "for" else name: value for name, value in said.items()}


def _walked(path: Path) -> list[dict[str, Any]]:
    return [
        {
            "name": fork.name,
            "target": fork.target,
            "taken": fork.taken,
            "questions": [
                {
                    "criterion": asked.criterion,
                    "text": asked.text,
                    "answer": asked.answer,
                    "because": asked.because,
                    "ask": list(asked.ask),
                }
                for asked in fork.questions
            ],
        }
        for fork in path.walked()
    ]


def _alike(found: Suggestion) -> dict[str, Any]:
    return {"id": found.stream, "score": found.score, "why": found.why, "title": found.title}
