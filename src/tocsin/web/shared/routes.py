"""Routes: each names the action it needs, and every refusal becomes a page that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect

from tocsin.app.doing import Forbidden
from tocsin.app.ports import Conflict
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.rights.actions import Action
from tocsin.core.rights.decide import allowed, scope_of
from tocsin.core.rights.table import Scope
from tocsin.web.shared import errors

View = Callable[..., HttpResponse]
_READS = ("GET", "HEAD")


def page(action: str) -> Callable[[View], View]:
    """A page that is looked at. With scope `own` the view itself asks for the rest (`app.doing.require`)."""
    return _route(Action(action), _READS)


def action(action: str) -> Callable[[View], View]:  # the name that views read well with
    """A form that changes something: POST only."""
    return _route(Action(action), ("POST",))


def both(action: str) -> Callable[[View], View]:
    """A form and what it sends, at one address."""
    return _route(Action(action), (*_READS, "POST"))


def public(view: View) -> View:
    """For strangers too: signing in, health, what has its own secret."""
    wrapped = _guarded(view, None, (*_READS, "POST"))
    wrapped.action = "public"  # type: ignore[attr-defined]
    return wrapped


def _route(wanted: Action, methods: tuple[str, ...]) -> Callable[[View], View]:
    def wrap(view: View) -> View:
        wrapped = _guarded(view, wanted, methods)
        wrapped.action = wanted  # type: ignore[attr-defined]
        wrapped.methods = methods  # type: ignore[attr-defined]
        return wrapped

    return wrap


def _guarded(view: View, wanted: Action | None, methods: tuple[str, ...]) -> View:
    @wraps(view)
    def call(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        turned = _turned_away(request, wanted) if wanted else None
        if turned is not None:
            return turned
        try:
            return view(request, *arguments, **named)
        except Forbidden as refused:
            return errors.refused(request, refused, 403)
        except Conflict as conflict:
            return errors.conflict(request, conflict)
        except Refused as refused:
            return errors.refused(request, refused)

    return call


def _turned_away(request: HttpRequest, wanted: Action) -> HttpResponse | None:
    """Strangers go to sign-in; who may not do it to anything, is told so."""
    who = request.who  # type: ignore[attr-defined]
    if who is None:
        return _to_signin(request)
    if scope_of(who.role, wanted) is Scope.NONE:
        why = allowed(who, wanted).why
        finding = Finding("forbidden", f"{wanted}: {why}", Position.of("request"), "ask an administrator")
        return errors.refused(request, Refused(finding), 403)
    return None


def _to_signin(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request") or request.method not in _READS:
        return errors.signed_out(request)
    return HttpResponseRedirect(f"/signin/login/?next={quote(request.get_full_path())}")
