"""Changes, messages and lines as the tests need them, in one line each."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tocsin.app.ports import Change, Event, Outgoing, Recorded, Row, Wake

NOW = datetime(2026, 10, 25, 2, 55, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
POLICY = "p" * 64


def row(stream: str, **changed: Any) -> Row:
    given = Row(stream, "open", 2, "P1", "enterprise", "Acme", "Checkout is down", "anna", NOW, NOW)
    return replace(given, **changed)


def change(stream: str, expected: int = 0, *kinds: str, **changed: Any) -> Change:
    """Events `kinds` (one `reported` or `noted` when none is named) decided on version `expected`."""
    named = kinds or (("reported",) if expected == 0 else ("noted",))
    events = tuple(Event(kind, {"n": expected + n, "text": f"{kind} é"}) for n, kind in enumerate(named, 1))
    state = json.dumps({"version": expected + len(events), "kinds": [*named]}).encode()
    given = Change(stream, expected, NOW, "anna", POLICY, events, state, row(stream), reply={"ok": stream})
    return replace(given, **changed)


def due(minutes: float = 0, kind: str = "rung") -> Wake:
    return Wake(kind, NOW + minutes * MINUTE)


def out(stream: str, n: int = 1, **changed: Any) -> Outgoing:
    given = Outgoing(
        f"{stream}/1/{n}", stream, f"page-{n}", "bob", "email", "bob@example.com", "P1", "Wake up", False, NOW
    )
    return replace(given, **changed)


def project(stream: str, events: list[Recorded] | Any) -> tuple[bytes, Row, Wake | None]:
    """What `change` stored, made again from the events of a stream saved one change at a time."""
    last = events[-1]
    state = json.dumps({"version": last.version, "kinds": [last.kind]}).encode()
    return state, row(stream), None
