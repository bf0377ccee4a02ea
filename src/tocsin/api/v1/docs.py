"""The documentation as a page: made from the schema, readable without a script and without a network."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI

from tocsin.api.v1.docs_parts import Section, marked, sections
from tocsin.api.v1.openapi import ABOUT, schema
from tocsin.api.v1.problem import TITLES
from tocsin.core.rights.decide import SCOPES


@cache
def _sections(api: NinjaAPI) -> tuple[Section, ...]:
    return tuple(sections(schema(api)))


def page(request: HttpRequest, api: NinjaAPI) -> HttpResponse:
    """The page."""
    problems = [{"kind": kind, "status": status, "title": title} for kind, (status, title) in TITLES.items()]
    shown: dict[str, Any] = {
        "about": [marked(text) for text in ABOUT.split("\n\n")],
        "sections": _sections(api),
        "problems": problems,
        "scopes": SCOPES,
        "address": f"{request.scheme}://{request.get_host()}",
        "sample": json.dumps(_SAMPLE, indent=2),
    }
    return render(request, "api/docs.html", shown)


_SAMPLE = {
    "type": "/api/v1/docs#problem-not-possible",
    "title": TITLES["not-possible"][1],
    "status": 409,
    "detail": "`resolve` cannot be done while it is reported",
    "instance": "/api/v1/escalations/ESC-1001/resolve",
    "findings": [
        {
            "rule": "not-now",
            "message": "`resolve` cannot be done while it is reported",
            "where": "ESC-1001",
            "help": "possible now: learn, return, open, raise",
        }
    ],
}
