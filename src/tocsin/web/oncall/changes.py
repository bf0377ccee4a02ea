"""`/oncall/changes`: swap requests and overrides, those that hold and those that were taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from tocsin import bootstrap_site
from tocsin.app.desk.roster_foreseen import person_name, rotation_name
from tocsin.app.ports_roster import RosterChange
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.instant import parse_instant
from tocsin.web.oncall import shared
from tocsin.web.oncall.drawing import span
from tocsin.web.oncall.requests import listed
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import page

LATELY = timedelta(days=60)
"""How far back changes are listed that are over."""


@page("roster.see")
def index(request: HttpRequest) -> HttpResponse:
    """Everything that is not as the policy has it."""
    rules, at = shared.rules(request), shared.now(request)
    kept = bootstrap_site.store().roster_changes(cancelled=True)
    found = [change(request, rules, one) for one in reversed(kept) if _until(one) > at - LATELY]
    undo = request.GET.get("done", "")
    shown = {
        "tabs": shared.tabs(request, "changes"), "requests": listed(request),
        "holding": [one for one in found if one["holds"]],
        "ended": [one for one in found if not one["holds"]],
        "done": next((one for one in found if str(one["kept"].id) == undo), None),
        "can_override": shared.can_override(request), "lately": LATELY.days,
        "takes_turns": bool(shared.my_rotations(request)),
    }  # fmt: skip
    return render(request, "oncall/changes.html", shown)


def change(request: HttpRequest, rules: Rules, one: RosterChange) -> dict[str, Any]:
    """A change of the roster as it is shown."""
    data, at, zone = one.data, shared.now(request), shared.zone(request)
    start, end = _from(one), _until(one)
    people = {name: str(data.get(name) or "") for name in ("person", "instead_of", "one", "other")}
    return {
        "kept": one, "kind": one.kind, "rotation": rotation_name(rules, str(data["rotation"])), **people,
        "names": {name: person_name(rules, person) for name, person in people.items()},
        "span": span(start, end, zone), "start": start, "end": end, "why": str(data.get("why", "")),
        "by": one.actor, "at": one.at, "cancelled": one.cancelled_at, "cancelled_by": one.cancelled_by,
        "over": end <= at, "running": start <= at < end and not one.cancelled_at,
        "holds": end > at and not one.cancelled_at,
    }  # fmt: skip


def _from(one: RosterChange) -> datetime:
    return parse_instant(str(one.data["from"]))


def _until(one: RosterChange) -> datetime:
    return parse_instant(str(one.data["to"]))
