"""Escalations as they stand and as they stood: list, one, timeline, ledger, replay."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from tocsin import bootstrap_site
from tocsin.api.v1.asking import asker
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.reply import reply
from tocsin.api.v1.says import escalation as says
from tocsin.api.v1.values import Number
from tocsin.api.v1.wants.lists import At, Filters, Since
from tocsin.app.desk.board import Wanted, board
from tocsin.app.desk.board_json import board_json
from tocsin.app.desk.past import now_view, past_view
from tocsin.app.desk.view_json import as_json
from tocsin.app.ports_outbox import Line as Sent
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso
from tocsin.core.rights.actions import Action

router = Router(tags=["Escalations"])
SEE = Told(Action.ESCALATION_SEE)


@endpoint(router, "GET", "/escalations", SEE, says=says.Escalations)
def list_escalations(request: HttpRequest, asked: Query[Filters]) -> HttpResponse:
    """List escalations, those due next first.

    Give `next` of a page as `after` to get the page behind it; lines behind a cursor stay behind it,
    however others move meanwhile.
    """
    who = asker(request)
    wanted = Wanted(
        asked.text, tuple(asked.severity), tuple(asked.level), tuple(asked.status), asked.customer,
        asked.owner, asked.segment, asked.team, asked.waiting,
        who.who.actor if asked.mine else "", asked.closed,
    )  # fmt: skip
    found = board(bootstrap_site.desk(), wanted, who.now, asked.limit, asked.after)
    items = [board_json(line) for line in found.lines]
    return reply({"items": items, "next": found.next or None, "total": found.total})


@endpoint(router, "GET", "/escalations/{id}", Told(Action.ESCALATION_SEE, etag=True), says=says.Escalation)
def get_escalation(request: HttpRequest, id: Number) -> HttpResponse:
    """Show one escalation as it stands.

    Its `ETag` is its version: send it in `If-Match` with a change, and nobody's change is overrun.
    """
    seen = now_view(bootstrap_site.desk(), id, asker(request).now)
    return reply(as_json(seen), version=seen.state.version)


@endpoint(router, "GET", "/escalations/{id}/replay", SEE, says=says.Escalation)
def replay_escalation(request: HttpRequest, id: Number, asked: Query[At]) -> HttpResponse:
    """Show one escalation exactly as it stood at an instant, and why."""
    if asked.at > asker(request).now:
        text = f"`{iso(asked.at)}` is still to come"
        help_ = "read the escalation itself: it says what falls due"
        raise Refused(Finding("replay", text, Position.of("query at"), help_), usage=True)
    return reply(as_json(past_view(bootstrap_site.desk(), id, asked.at)))


@endpoint(router, "GET", "/escalations/{id}/timeline", SEE, says=says.Timeline)
def get_timeline(request: HttpRequest, id: Number, asked: Query[Since]) -> HttpResponse:
    """List what happened to an escalation, in words, oldest first."""
    told = as_json(now_view(bootstrap_site.desk(), id, asker(request).now))["timeline"]
    return reply({"items": [line for line in told if line["version"] > asked.since]})


@endpoint(router, "GET", "/escalations/{id}/ledger", SEE, says=says.Ledger)
def get_ledger(request: HttpRequest, id: Number) -> HttpResponse:
    """List what became of every page and message of an escalation, oldest first.

    `unknown` is a send whose answer was lost: the message may have arrived, and is sent again.
    """
    bootstrap_site.desk().load(id)
    return reply({"items": [_sent(line) for line in bootstrap_site.store().ledger(id)]})


def _sent(line: Sent) -> dict[str, object]:
    return {
        "at": iso(line.at),
        "step": str(line.step),
        "page": line.page or None,
        "message": line.outgoing or None,
        "person": line.person,
        "channel": line.channel or None,
        "attempt": line.attempt or None,
        "detail": line.detail,
    }
