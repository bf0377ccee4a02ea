"""Who answers: now, later, with gaps; and the changes that people make at run time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from tocsin import bootstrap_site
from tocsin.api.v1.asking import asker
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.reply import nothing, reply
from tocsin.api.v1.says import oncall as says
from tocsin.api.v1.values import Count
from tocsin.api.v1.wants.oncall import Every, Override, Period, Which
from tocsin.app.desk.roster import add
from tocsin.app.desk.rulebooks import change_of
from tocsin.app.oncall import Holder, Now, OnCallDesk
from tocsin.app.ports_roster import RosterChange
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso, parse_instant
from tocsin.core.rights.actions import Action

router = Router(tags=["On call"])
SEE = Told(Action.ROSTER_SEE)
CHANGE = Told(Action.ROSTER_OVERRIDE, key=True)
LONGEST = timedelta(days=400)


@endpoint(router, "GET", "/on-call", SEE, says=says.WhoIsOnCall)
def who_is_on_call(request: HttpRequest, asked: Query[Which]) -> HttpResponse:
    """Say who is on call: every rotation, or those of a team, at an instant."""
    at = asked.at or asker(request).now
    return reply({"at": iso(at), "items": [_now(each) for each in _desk(asked.of).who(at)]})


@endpoint(router, "GET", "/on-call/shifts", SEE, says=says.Shifts)
def list_shifts(request: HttpRequest, asked: Query[Period]) -> HttpResponse:
    """List the shifts of a period, rotation by rotation, gaps included."""
    start, end = _span(asked.start, asked.end)
    return reply({"items": [_held(each) for each in _desk(asked.of).shifts(start, end)]})


@endpoint(router, "GET", "/on-call/gaps", SEE, says=says.Shifts)
def list_gaps(request: HttpRequest, asked: Query[Period]) -> HttpResponse:
    """List the spans of a period in which a rotation has nobody on call."""
    start, end = _span(asked.start, asked.end)
    return reply({"items": [_held(each) for each in _desk(asked.of).gaps(start, end)]})


@endpoint(router, "GET", "/on-call/changes", SEE, says=says.RosterChanges)
def list_roster_changes(request: HttpRequest, asked: Query[Every]) -> HttpResponse:
    """List overrides and swaps that hold, in the order in which they were made."""
    kept = bootstrap_site.store().roster_changes(asked.all)
    return reply({"items": [change(each) for each in kept]})


@endpoint(router, "POST", "/on-call/overrides", CHANGE, says=says.RosterChange, status=201, keep=True)
def add_override(request: HttpRequest, wanted: Override) -> HttpResponse:
    """Put somebody on call instead of somebody else, or in addition, for a while."""
    desk, who = bootstrap_site.desk(), asker(request)
    desk.books.refresh()
    people = {"person": wanted.person, "instead_of": wanted.instead_of}
    span = (wanted.start, wanted.end)
    made = add(
        desk, "override", wanted.rotation, span, people, wanted.why, who.who.actor, who.now, signed_in=True
    )
    return reply(change(made), 201)


@endpoint(router, "DELETE", "/on-call/changes/{number}", Told(Action.ROSTER_OVERRIDE), says=None, status=204)
def cancel_roster_change(request: HttpRequest, number: Count) -> HttpResponse:
    """Take an override or a swap back: the roster is as it was without it."""
    who = asker(request)
    if not bootstrap_site.store().cancel_roster_change(number, who.now, who.who.actor):
        help_ = "see `GET /on-call/changes`"
        raise Refused(Finding("unknown-change", f"no change {number} holds", Position.of("path"), help_))
    return nothing()


def _desk(names: list[str]) -> OnCallDesk:
    desk = bootstrap_site.desk()
    desk.books.refresh()
    changes = [change_of(kept) for kept in bootstrap_site.store().roster_changes()]
    return OnCallDesk(desk.books.current().policy, names, changes=changes)


def _span(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    if start >= end or end - start > LONGEST:
        long = f"it is longer than {LONGEST.days} days"
        text = "the period ends before it begins" if start >= end else long
        help_ = "give a `start` and a later `end`"
        raise Refused(Finding("period", text, Position.of("query end"), help_), usage=True)
    return start, end


def _now(now: Now) -> dict[str, object]:
    return {
        "rotation": now.rota.id,
        "name": now.rota.name,
        "zone": now.rota.zone,
        "holders": [_held(each) for each in now.holders],
        "until": iso(now.then) if now.then else None,
        "following": list(now.following),
        "resumes": iso(now.resumes) if now.resumes else None,
    }


def _held(holder: Holder) -> dict[str, object]:
    return holder.as_json()


def change(kept: RosterChange) -> dict[str, object]:
    """A change of the roster as JSON."""
    data = kept.data
    named = {name: data.get(name) or None for name in ("person", "instead_of", "one", "other")}
    start, end = (iso(parse_instant(str(data[name]))) for name in ("from", "to"))
    return {
        "id": kept.id, "kind": kept.kind, "rotation": data["rotation"], "start": start, "end": end, **named,
        "why": data.get("why", ""), "by": kept.actor, "at": iso(kept.at),
        "cancelled": kept.cancelled_at is not None,
    }  # fmt: skip
