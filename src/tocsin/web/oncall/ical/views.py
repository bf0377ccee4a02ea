"""A calendar by its secret: shifts, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tocsin import bootstrap_oncall
from tocsin.accounts.feeds import keep
from tocsin.accounts.feeds.models import Feed
from tocsin.app.desk.roster_desk import RosterDesk, own_shifts
from tocsin.app.oncall import Holder
from tocsin.web.oncall import shared
from tocsin.web.shared.routes import public

BACK, AHEAD = timedelta(days=14), timedelta(days=120)
_LONGEST = 80


@public
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The shifts of two weeks back and four months ahead. An address that nobody has is not there."""
    at = shared.now(request)
    feed = keep.find(secret, at) if len(secret) <= _LONGEST and request.method != "POST" else None
    if feed is None:
        raise Http404
    rules = shared.rules(request)
    desk = RosterDesk(rules, [feed.rotation] if feed.rotation else ())
    name, found = _shifts(feed, desk, at - BACK, at + AHEAD)
    text = bootstrap_oncall.calendar([replace(one, email="") for one in found], desk, name)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="on-call.ics"'
    answer.headers["Cache-Control"] = "private, max-age=900"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _shifts(feed: Feed, desk: RosterDesk, start: datetime, end: datetime) -> tuple[str, Iterable[Holder]]:
    """The calendar's name and shifts; a rotation's say who, not why: reasons are the people's own."""
    account = feed.account
    if feed.rotation:
        if feed.rotation not in desk.policy.rotations:
            return feed.rotation, []
        shifts = [one for one in desk.whole_shifts(start, end) if one.person]
        return desk.rotas[0].name, [replace(one, why="") for one in shifts]
    if not account.contact:
        return _("My shifts"), []
    return _("%(name)s on call") % {"name": account.called}, own_shifts(desk, account.contact, start, end)
