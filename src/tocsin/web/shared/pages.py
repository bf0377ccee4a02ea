"""Rendering: what every page knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as django_render

from tocsin import __version__
from tocsin.core.model.finding import Refused
from tocsin.core.rights.actions import Action
from tocsin.core.rights.decide import scope_of
from tocsin.core.rights.table import Scope
from tocsin.web.shared.policy_now import policy_now

NAV = (
    ("desk", "/", Action.DESK_SEE),
    ("oncall", "/oncall/", Action.ROSTER_SEE),
    ("policy", "/policy/", Action.POLICY_SEE),
    ("customers", "/customers/", Action.CUSTOMER_SEE),
    ("people", "/people/", Action.PEOPLE_SEE),
    ("settings", "/settings/", Action.SETTINGS_SEE),
)


def render(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page or a part of one."""
    return django_render(request, template, context, status=status)


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """What every template knows: who looks, when, where they can go, who has the desk now."""
    who = getattr(request, "who", None)
    now, zone = getattr(request, "now", None), getattr(request, "zone", None)
    account = getattr(request, "account", None)
    shared = {"request": request, "who": who, "account": account, "now": now, "zone": zone}
    if who is None or request.headers.get("HX-Request"):
        return {**shared, "release": __version__}
    return {**shared, "release": __version__, "nav": _nav(request, who), "organisation": _organisation()}


def _nav(request: HttpRequest, who: Any) -> list[dict[str, Any]]:
    here = request.path
    return [
        {"id": id_, "url": url, "on": here == url if url == "/" else here.startswith(url)}
        for id_, url, action in NAV
        if scope_of(who.role, action) is not Scope.NONE
    ]


def _organisation() -> str:
    try:
        return policy_now().organisation.name
    except Refused:
        return ""


def may(request: HttpRequest, action: str) -> bool:
    """Whether the viewer may do it to something at least: what nobody may need not be shown."""
    who = getattr(request, "who", None)
    return who is not None and scope_of(who.role, Action(action)) is not Scope.NONE
