"""Addresses of no room: static files (where no faster way is in front), language, icon."""

from django.urls import path

from tocsin.web.shared import small

urlpatterns = [
    path("static/<path:name>", small.static),
    path("favicon.ico", small.icon),
    path("manifest.webmanifest", small.manifest),
    path("language", small.language),
]
