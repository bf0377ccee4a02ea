"""The addresses: each room has its own list."""

from importlib import import_module

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
    "ical/": "oncall.ical",
}


def _rooms() -> list[URLPattern | URLResolver]:
    return [path(prefix, include(f"tocsin.web.{room}.urls")) for prefix, room in ROOMS.items()]


urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("", include("tocsin.web.shared.urls")),
    path("api/v1/", import_module("tocsin.api.v1.build").api.urls),
    *_rooms(),
]
handler400 = "tocsin.web.shared.errors.bad_request"
handler403 = "tocsin.web.shared.errors.forbidden"
handler404 = "tocsin.web.shared.errors.not_found"
handler500 = "tocsin.web.shared.errors.failed"
