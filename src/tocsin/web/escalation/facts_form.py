"""The typed form of facts: what was filled in, as the criteria read it (A2.1)."""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict

from tocsin.app.desk.fact_fields import Field, fields
from tocsin.core.criteria.encode import encode
from tocsin.core.criteria.vocabulary import Encoded
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import to_micros
from tocsin.web.escalation.look import Seen
from tocsin.web.shared.ask import Ask

PREFIX = "fact."
UNKNOWN = "unknown"


def facts_of_form(sent: QueryDict, seen: Seen, request: Ask) -> tuple[dict[str, Encoded], tuple[str, ...]]:
    """The facts that were filled in or changed, and those that nobody knows.

    A field left empty says nothing. Raises Refused with each field that cannot be read.
    """
    raw: dict[str, object] = {}
    for field in fields(seen.view, seen.rules):
        given = _given(sent, field, request)
        if given is not None:
            raw[field.name] = given
    vocabulary = seen.rules.triage.rules.vocabulary
    encoded, problems = encode(raw, vocabulary, to_micros(request.now))
    if problems:
        at = Position.of("form")
        raise Refused(*(Finding("fact", p.message, at, p.help, path=p.name) for p in problems))
    known = seen.view.state.facts
    changed = {name: value for name, value in encoded.items() if known.get(name) != value}
    return changed, tuple(name for name in sent.getlist(UNKNOWN) if name)


def _given(sent: QueryDict, field: Field, request: Ask) -> object:
    """A field as it was filled in; None where nothing was said."""
    name = PREFIX + field.name
    if field.kind == "set":
        chosen = [value for value in sent.getlist(name) if value]
        return chosen if tuple(chosen) != field.chosen and f"{name}.shown" in sent else None
    text = sent.get(name, "").strip()
    if not text or text == field.value:
        return None
    return _instant(text, request) if field.kind == "instant" else text


def _instant(text: str, request: Ask) -> str:
    """A moment without a zone is one of the viewer's clock."""
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (given if given.tzinfo else given.replace(tzinfo=request.zone)).isoformat()
