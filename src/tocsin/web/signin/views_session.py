"""One's own sessions, and ending them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from tocsin.accounts.signin import sessions
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action, page
from tocsin.web.signin import door


@page("account.own")
def mine(request: HttpRequest) -> HttpResponse:
    """Where I am signed in."""
    found = sessions.of(request.account, request.session.session_key)  # type: ignore[attr-defined]
    context = {"sessions": found, "hours": door.rules_now().hours, "tab": "sessions"}
    return render(request, "signin/sessions.html", context)


@action("account.own")
def end(request: HttpRequest, id_: int) -> HttpResponse:
    """Signs one of my sessions out."""
    account = request.account  # type: ignore[attr-defined]
    if not sessions.end(account, id_):
        raise Http404
    door.note(request, account, "session.ended", count=1)
    messages.success(request, gettext("That session is signed out."))
    return HttpResponseRedirect("/signin/sessions/")


@action("account.own")
def end_others(request: HttpRequest) -> HttpResponse:
    """Signs all my sessions out but this one."""
    account = request.account  # type: ignore[attr-defined]
    ended = sessions.end_all(account, request.session.session_key)
    door.note(request, account, "session.ended", count=ended)
    messages.success(request, gettext("All other sessions are signed out."))
    return HttpResponseRedirect("/signin/sessions/")
