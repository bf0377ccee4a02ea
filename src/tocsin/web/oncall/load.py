"""`/oncall/load`: how hard it is to be on call: pages of the week, nights, weekends, hours (A13.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from tocsin import bootstrap_site
from tocsin.app.desk.roster_desk import RosterDesk, rotations_of_team
from tocsin.app.desk.roster_health import WEEK, Health, health
from tocsin.web.oncall import shared
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import page

_HOUR = timedelta(hours=1)


@page("roster.see")
def index(request: HttpRequest) -> HttpResponse:
    """Everybody's load; a team's only, when one is chosen."""
    rules, at = shared.rules(request), shared.now(request)
    team = request.GET.get("team", "") if request.GET.get("team", "") in rules.policy.teams else ""
    rotations = rotations_of_team(rules.policy, team)
    found = health(RosterDesk(rules, rotations), bootstrap_site.store().paged(at - WEEK), at)
    if team:
        takes = {person for id_ in rotations for person in rules.policy.rotations[id_].everybody()}
        found = [one for one in found if one.person in takes]
    most = max((one.past.time for one in found), default=_HOUR)
    shown = {
        "tabs": shared.tabs(request, "load"), "team": team, "people": [_person(one, most) for one in found],
        "teams": [(id_, one.name) for id_, one in rules.policy.teams.items()],
        "pages": sum(one.pages for one in found), "at_night": sum(one.at_night for one in found),
        "viewer": shared.me(request),
    }  # fmt: skip
    return render(request, "oncall/load.html", shown)


def _person(one: Health, most: timedelta) -> dict[str, Any]:
    share = round(100 * (one.past.time / most)) if most else 0
    hours = {
        "past": one.past.time, "past_behind": one.past_behind,
        "ahead": one.ahead.time, "ahead_behind": one.ahead_behind,
    }  # fmt: skip
    return {"one": one, "share": share, **{name: round(span / _HOUR) for name, span in hours.items()}}
