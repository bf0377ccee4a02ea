"""Stands before every page: ends idle sessions, and lets nobody past who still needs a second factor."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from tocsin import bootstrap
from tocsin.accounts.signin import sessions
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.shared import errors
from tocsin.web.signin import door, standing, watch

STRANGERS = 3600
"""Seconds: a way in by letter, provider and second factor takes no longer."""
OPEN = (
    "/signin/second/", "/signin/again/", "/signin/login/", "/signin/logout/", "/signin/link/",
    "/signin/forgot/", "/signin/sso/", "/signin/saml/", "/static/", "/healthz", "/readyz", "/language",
    "/favicon.ico", "/manifest.webmanifest",
)  # fmt: skip
"""What needs no second factor: where one is set up, ways in and out, and what shows nothing of the desk.

The rules that ask for it, and helping others in, are not among them.
"""


class Gate:
    """The middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        watch.connect()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the request, or sends the person where they have to go first."""
        if not request.user.is_authenticated:
            return _briefly(request, self.get_response(request))
        now = bootstrap.now()
        if standing.is_over(request.session, now):
            return _ended(request)
        if sessions.is_stale(request.session, now):
            standing.refresh(request, request.user, now)  # type: ignore[arg-type]
        if not request.path.startswith(OPEN) and standing.lacks_factor(request.session, request.user):  # type: ignore[arg-type]
            return _set_up_first(request)
        return self.get_response(request)


def _briefly(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What is kept for a stranger (a challenge, a state) is let go soon: anybody can ask for it."""
    if request.session.modified and not request.user.is_authenticated:
        request.session.set_expiry(STRANGERS)
    return response


def _ended(request: HttpRequest) -> HttpResponse:
    """The session was idle for too long."""
    door.note(request, request.user, "session.idle")  # type: ignore[arg-type]
    logout(request)
    request.account = request.who = None  # type: ignore[attr-defined]
    if _is_page(request):
        messages.info(request, gettext("You were away for long, so you were signed out."))
        return HttpResponseRedirect(f"/signin/login/?next={quote(request.get_full_path())}")
    return errors.signed_out(request)


def _set_up_first(request: HttpRequest) -> HttpResponse:
    if _is_page(request):
        return HttpResponseRedirect(f"/signin/second/?next={quote(request.get_full_path())}")
    text, help_ = gettext("your role needs a second factor"), gettext("set one up under `/signin/second/`")
    finding = Finding("forbidden", text, Position.of("session"), help_)
    return errors.refused(request, Refused(finding), 403)


def _is_page(request: HttpRequest) -> bool:
    asked = request.method in ("GET", "HEAD") and not request.headers.get("HX-Request")
    return asked and not errors.wants_json(request)
