"""Saved views: kept, chosen to open first, ended."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from tocsin.accounts.views.keep import end, keep, open_first
from tocsin.app.doing import require
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.rights.actions import Action
from tocsin.web.desk.wanted import read_asked
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.routes import action


def _back(query: str) -> HttpResponse:
    return HttpResponseRedirect(f"/?{read_asked(QueryDict(query)).query}")


@action("views.own")
def save(request: HttpRequest) -> HttpResponse:
    """Keeps the list as it is filtered under a name."""
    asks, sent = cast(Ask, request), request.POST
    query = read_asked(QueryDict(sent.get("query", ""))).query
    shared = "shared" in sent
    if shared:
        require(asks.who, Action.VIEWS_SHARE)
    try:
        view = keep(asks.account, sent.get("name", ""), query, shared, asks.now)
    except ValueError as error:
        text, help_ = str(error), _("change it and keep it again")
        raise Refused(Finding("view", text, Position.of("form"), help_), usage=True) from None
    if "first" in sent:
        open_first(asks.account, view.pk)
    messages.success(request, _("The view “%s” is kept.") % view.name)
    return _back(query)


@action("views.own")
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Opens with it from now on, no longer, or ends it."""
    asks, what = cast(Ask, request), request.POST.get("do", "")
    if what == "end":
        fine = end(asks.account, number)
    elif what in ("first", "plain"):
        fine = open_first(asks.account, number if what == "first" else None)
    else:
        fine = False
    if not fine:
        text, help_ = _("this view is none of yours"), _("look at the list of views again")
        raise Refused(Finding("not-found", text, Position.of("form"), help_))
    return _back(request.POST.get("query", ""))
