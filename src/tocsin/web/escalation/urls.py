"""Addresses of one escalation."""

from django.urls import path

from tocsin.web.escalation import files, pages, reading
from tocsin.web.escalation.acts import view_of
from tocsin.web.escalation.verbs import VERBS

urlpatterns = [
    path("<str:stream>", pages.show),
    path("<str:stream>/live", pages.live),
    path("<str:stream>/replay", pages.replay),
    path("<str:stream>/print", pages.print_),
    path("<str:stream>/reading", reading.reading),
    path("<str:stream>/attach", files.attach),
    path("<str:stream>/file/<str:digest>", files.download),
    *(path(f"<str:stream>/{name}", view_of(name)) for name in VERBS),
]
