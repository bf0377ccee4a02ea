"""The audit log: what was done to accounts, tokens, settings and policies; sought, and kept as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tocsin.accounts.models import AuditLine
from tocsin.accounts.people import log as log_of
from tocsin.core.model.chain import canonical
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.exports import Cell, csv_answer
from tocsin.web.shared.noted import note
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import page

PAGE = 100
HEAD = ("at", "actor", "action", "object", "detail", "address")


@page("audit.see")
def log(request: Ask) -> HttpResponse:
    """The newest lines first, a page at a time."""
    found = _sought(request)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        found = found.filter(pk__lt=int(before[:18]))
    lines = list(found[: PAGE + 1])
    context = {
        "lines": [_told(line) for line in lines[:PAGE]],
        "next": lines[PAGE - 1].pk if len(lines) > PAGE else None,
        "said": {name: request.GET.get(name, "") for name in ("q", "action", "from", "to")},
        "actions": log_of.actions(),
        "query": _query(request.GET),
    }
    return render(request, "settings/audit.html", context)


def _told(line: AuditLine) -> dict[str, Any]:
    detail = ", ".join(f"{name} {_short(value)}" for name, value in line.detail.items())
    return {"at": line.at, "actor": line.actor, "action": line.action, "object": line.object,
            "detail": detail, "address": line.address}  # fmt: skip


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 80 else f"{text[:80]}…"


def _query(asked: Mapping[str, str]) -> str:
    said = {name: asked.get(name, "") for name in ("q", "action", "from", "to")}
    return urlencode({name: value for name, value in said.items() if value})


def _sought(request: Ask) -> Any:
    """What is asked for, by words, kind and days (of the viewer's zone, both days included)."""
    text, kind = request.GET.get("q", "").strip()[:100], request.GET.get("action", "")
    end = _day(request, "to")
    return log_of.sought(text, kind, _day(request, "from"), end + timedelta(days=1) if end else None)


def _day(request: Ask, name: str) -> datetime | None:
    said = request.GET.get(name, "").strip()
    if not said:
        return None
    try:
        day = date.fromisoformat(said)
        return datetime(day.year, day.month, day.day, tzinfo=request.zone).astimezone(UTC)
    except (ValueError, OverflowError):
        text, help_ = _("`%s` is no day") % said[:20], _("write it as 2026-11-23")
        raise Refused(Finding("usage", text, Position.of(name), help_)) from None


@page("audit.see")
def export(request: Ask) -> HttpResponse:
    """The same lines as a table for spreadsheets; that it was taken stands in the log."""
    found = _sought(request)
    note(request, "audit.exported", "", asked=_query(request.GET))
    return csv_answer("audit", HEAD, _rows(found))


def _rows(found: Any) -> Iterator[list[Cell]]:
    for line in found.iterator(chunk_size=1000):
        yield [line.at, line.actor, line.action, line.object, canonical(line.detail), line.address]
