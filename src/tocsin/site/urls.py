"""The addresses: each room has its own list."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from tocsin.site import health

ROOMS = {
    "": "desk",
    "report/": "report",
    "e/": "escalation",
    "oncall/": "oncall",
    "policy/": "policy",
    "people/": "people",
    "customers/": "customers",
    "settings/": "settings",
    "me/": "account",
    "signin/": "signin",
}


def _rooms() -> list[URLPattern | URLResolver]:
    there = {prefix: room for prefix, room in ROOMS.items() if _is_there(f"tocsin.web.{room}")}
    return [path(prefix, include(f"tocsin.web.{room}.urls")) for prefix, room in there.items()]


def _is_there(room: str) -> bool:
    return find_spec(room) is not None and find_spec(f"{room}.urls") is not None


def _api() -> list[URLPattern | URLResolver]:
    if not _is_there("tocsin.api.v1") and find_spec("tocsin.api.v1.build") is None:
        return []
    return [path("api/v1/", import_module("tocsin.api.v1.build").api.urls)]


urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("", include("tocsin.web.shared.urls")),
    *_api(),
    *_rooms(),
]
handler400 = "tocsin.web.shared.errors.bad_request"
handler403 = "tocsin.web.shared.errors.forbidden"
handler404 = "tocsin.web.shared.errors.not_found"
handler500 = "tocsin.web.shared.errors.failed"
