"""What the operations on escalations share: the desk, facts as the policy types them, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse

from tocsin.api.v1.reply import reply
from tocsin.app.desk import Answer, Desk
from tocsin.core.criteria.encode import encode
from tocsin.core.criteria.vocabulary import Encoded
from tocsin.core.lifecycle.codec import event_data, name_of
from tocsin.core.lifecycle.obligations import obligations
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.table import RETURNED
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso, to_micros

PREFIX = "/api/v1"


def typed(given: Mapping[str, Any], rules: Rules, now: datetime, place: str = "facts") -> dict[str, Encoded]:
    """Facts as the policy types them. Raises Refused with each that cannot be read."""
    encoded, problems = encode(given, rules.triage.rules.vocabulary, to_micros(now))
    if problems:
        where = Position.of("body")
        raise Refused(
            *(Finding("fact", p.message, where, p.help, path=f"body {place}.{p.name}") for p in problems),
            usage=True,
        )
    return encoded


def done(desk: Desk, answer: Answer, status: int = 200) -> HttpResponse:
    """What came of a command, with the new version as ETag."""
    state, rules = desk.load(answer.stream)
    body = {
        "id": answer.stream,
        "version": answer.version,
        "status": answer.status,
        "severity": state.severity,
        "level": state.level,
        "repeated": answer.repeated,
        "events": [{"kind": name_of(event), "data": event_data(event)} for event in answer.events],
        "questions": list(_questions(state, rules)),
        "next": _next(state, rules),
    }
    location = f"{PREFIX}/escalations/{answer.stream}" if status == 201 else ""
    return reply(body, status, version=answer.version, location=location, again=answer.repeated)


def _questions(state: State, rules: Rules) -> list[dict[str, str]]:
    if state.status is not RETURNED:
        return []
    known = rules.policy.facts
    return [
        {"fact": name, "ask": (known[name].ask if name in known else "") or name.replace("_", " ")}
        for name in state.judged.missing
    ]


def _next(state: State, rules: Rules) -> dict[str, str] | None:
    due = next(iter(obligations(state, rules)), None)
    return {"at": iso(due.due_at), "kind": due.kind, "what": due.what, "why": due.why} if due else None
