"""Answers as they are sent: JSON, the version as an ETag, and where a new thing lies."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse

from tocsin.api.v1.problem import Trouble
from tocsin.core.model.finding import Finding, Position

_TAG = re.compile(r'"?(\d{1,15})"?', re.ASCII)


def reply(
    body: Any, status: int = 200, *, version: int | None = None, location: str = "", again: bool = False
) -> HttpResponse:
    """A JSON answer. `version` becomes the ETag; `again`: it had been carried out before."""
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"),
        status=status,
        content_type="application/json",
    )
    if version is not None:
        response["ETag"] = f'"{version}"'
    if location:
        response["Location"] = location
    if again:
        response["Idempotent-Replayed"] = "true"
    return response


def nothing() -> HttpResponse:
    """204: done, and there is nothing to say."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    return response


def expected(request: HttpRequest) -> int | None:
    """The version that the caller saw, from `If-Match`; None for any. Raises Trouble."""
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return None
    found = _TAG.fullmatch(header.strip().removeprefix("W/"))
    if not found:
        text = "`If-Match` is the ETag that the escalation was read with"
        help_ = 'write it with its quotes, like `If-Match: "12"`'
        raise Trouble("bad-request", text, [Finding("header", text, Position.of("header If-Match"), help_)])
    return int(found[1])
