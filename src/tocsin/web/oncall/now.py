"""`/oncall/`: who is on call for each team now and next, in words; what is wrong comes first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from tocsin.app.desk.roster_desk import RosterDesk, Trouble, own_shifts, troubles
from tocsin.app.desk.roster_foreseen import rotation_name
from tocsin.app.desk.roster_teams import Answering, Step, TeamNow, rotations_of_no_team, teams_now
from tocsin.app.oncall import Now
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.duration import words
from tocsin.web.oncall import shared
from tocsin.web.oncall.requests import listed
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import page
from tocsin.web.shared.spans import short


@page("roster.see")
def index(request: HttpRequest) -> HttpResponse:
    """Now and next per team."""
    rules, at = shared.rules(request), shared.now(request)
    teams = teams_now(rules, at)
    mine = set(shared.my_rotations(request))
    teams.sort(key=lambda team: not _pages(team) & mine)
    shown = {
        "tabs": shared.tabs(request, "now"),
        "troubles": [trouble(rules, one) for one in troubles(RosterDesk(rules), at, at + shared.SOON)],
        "you": _you(request, rules, at),
        "teams": [_team(rules, team) for team in teams],
        "others": [_turns(rules, one) for one in rotations_of_no_team(rules, at, teams)],
        "days": shared.SOON.days,
        "can_override": shared.can_override(request),
    }
    return render(request, "oncall/now.html", shown)


def trouble(rules: Rules, one: Trouble) -> dict[str, Any]:
    """A gap or a conflict as it is shown."""
    names = [rotation_name(rules, id_) for id_ in one.rotations]
    return {
        "kind": one.kind, "names": names, "rotation": one.rotations[0], "start": one.start, "end": one.end,
        "person": one.person, "ladder": one.ladder, "why": one.why, "length": words(one.end - one.start),
        "times": one.times,
    }  # fmt: skip


def _you(request: HttpRequest, rules: Rules, at: datetime) -> dict[str, Any] | None:
    """The viewer's own shift, running or next; None for somebody who takes no turns."""
    if not shared.my_rotations(request):
        return None
    person = shared.me(request)
    found = own_shifts(RosterDesk(rules, shared.my_rotations(request)), person, at, at + shared.AHEAD)
    running = [one for one in found if one.start and one.start <= at]
    ahead = [one for one in found if one.start and one.start > at]
    asked = listed(request, person)["answer"]
    return {"running": running, "next": ahead[0] if ahead else None, "asked": len(asked)}


def _pages(team: TeamNow) -> set[str]:
    """The rotations on a team's ladder."""
    return {one.target.id for step in team.steps for one in step.answering if one.now}


def _team(rules: Rules, team: TeamNow) -> dict[str, Any]:
    first, *rest = team.steps or (None,)
    return {
        "id": team.id, "name": team.name, "means": team.means, "ladder": team.ladder,
        "first": _step(rules, first) if first else None,
        "rest": [_step(rules, step) for step in rest if step],
        "last": _answering(rules, team.last) if team.last else None,
    }  # fmt: skip


def _step(rules: Rules, step: Step) -> dict[str, Any]:
    targets = [_answering(rules, one) for one in step.answering]
    return {"id": step.id, "after": short(step.after) if step.after else "", "targets": targets}


def _answering(rules: Rules, one: Answering) -> dict[str, Any]:
    people = [shared.reach(rules, person) for person, _ in one.people]
    return {"kind": one.target.kind, "name": one.name, "turns": _turns(rules, one.now), "people": people}


def _turns(rules: Rules, now: Now | None) -> dict[str, Any] | None:
    """A rotation now and next."""
    if now is None:
        return None
    holders = [{"holder": holder, "reach": shared.reach(rules, holder.person)} for holder in now.holders]
    return {
        "id": now.rota.id, "name": now.rota.name, "zone": now.rota.zone, "holders": holders,
        "then": now.then, "following": now.following, "resumes": now.resumes,
    }  # fmt: skip
