"""How the desk is, how long it keeps what is personal, and how hard it is to be on call."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from tocsin import bootstrap_desk, bootstrap_site
from tocsin.accounts import audit
from tocsin.api.v1.asking import asker
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.reply import reply
from tocsin.api.v1.says import more as says
from tocsin.api.v1.wants.more import Keep, Team
from tocsin.app import erasure_retention as retention
from tocsin.app.desk.roster_desk import RosterDesk, rotations_of_team
from tocsin.app.desk.roster_health import WEEK, health
from tocsin.app.doctor import examine
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.rights.actions import Action

router = Router(tags=["Running it"])
_HOUR = timedelta(hours=1)
_MOST = 500


@endpoint(router, "GET", "/health", Told(Action.SETTINGS_SEE), says=says.Health)
def get_health(request: HttpRequest) -> HttpResponse:
    """Say what may keep the desk from its promises, and what to do about it."""
    seen, rules = bootstrap_desk.examined(None, asker(request).now)
    checks = list(examine(seen, rules))
    return reply({"fine": all(c.fine for c in checks), "items": [c.as_json() for c in checks]})


@endpoint(router, "GET", "/retention", Told(Action.SETTINGS_SEE), says=says.Retention)
def get_retention(request: HttpRequest) -> HttpResponse:
    """Say how long personal data stays after an escalation was closed."""
    return _retention(request)


@endpoint(router, "PUT", "/retention", Told(Action.SETTINGS_MANAGE), says=says.Retention)
def set_retention(request: HttpRequest, wanted: Keep) -> HttpResponse:
    """Set how long personal data stays after an escalation was closed."""
    store, who = bootstrap_site.store(), asker(request)
    before = retention.retention(store)
    retention.keep_for(store, wanted.days)
    told = {"before": before, "after": wanted.days}
    audit.note(who.now, who.account.username, "retention.set", "", who.address, **told)
    return _retention(request)


@endpoint(router, "GET", "/on-call/load", Told(Action.ROSTER_SEE), says=says.Load)
def get_load(request: HttpRequest, asked: Query[Team]) -> HttpResponse:
    """Say how hard it is to be on call: pages of the week, nights, weekends, hours."""
    desk, at = bootstrap_site.desk(), asker(request).now
    desk.books.refresh()
    rules = desk.books.current()
    if asked.team and asked.team not in rules.policy.teams:
        text = f"there is no team `{asked.team}`"
        raise Refused(Finding("unknown-team", text, Position.of("query team"), "see `teams` in the policy"))
    rotations = rotations_of_team(rules.policy, asked.team)
    found = health(RosterDesk(rules, rotations), bootstrap_site.store().paged(at - WEEK), at)
    items = [
        {
            "person": one.person, "pages": one.pages, "at_night": one.at_night,
            "at_weekends": one.at_weekends, "woken": one.woken, "hours_past": one.past.time // _HOUR,
            "hours_ahead": one.ahead.time // _HOUR,
        }
        for one in found
    ]  # fmt: skip
    return reply({"items": items})


def _retention(request: HttpRequest) -> HttpResponse:
    store = bootstrap_site.store()
    due = retention.due(store, asker(request).now, _MOST)
    return reply({"days": retention.retention(store), "due": len(due)})
