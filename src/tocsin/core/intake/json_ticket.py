"""A ticket as JSON, of whichever help desk: its keys become headers and labelled lines (A2.1)."""

import json
from collections.abc import Iterator, Mapping

from tocsin.core.intake.dates import sent_at
from tocsin.core.intake.letter import MAX_TEXT, Letter, labelled

_WRAPPERS = (
    "ticket",
    "issue",
    "fields",
    "result",
    "request",
    "incident",
    "case",
    "data",
    "conversation",
    "facts",
)
_TITLE = ("subject", "short_description", "title", "summary", "raw_subject")
_BODY = ("description", "body", "text", "comment", "message", "content", "plain_body", "description_text")
_FROM = (
    "requester",
    "reporter",
    "caller_id",
    "caller",
    "contact",
    "customer_contact",
    "sender",
    "from",
    "author",
)
_COMPANY = ("organization", "organisation", "company", "account", "customer", "client")
_NUMBER = ("number", "key", "ticket_number", "id", "reference")
_WHEN = ("created_at", "created", "opened_at", "sys_created_on", "date")
_NAMED = ("display_value", "name", "displayName", "value", "email", "emailAddress", "title", "label")
_DEEP = 12
_MANY = 400


def read_json(text: str) -> Letter | None:
    """The letter in a JSON object; None when the text is no such thing."""
    if not text.lstrip().startswith("{") or len(text) > MAX_TEXT:
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return _letter(_unwrapped(data)) if isinstance(data, dict) and data else None


def _unwrapped(data: Mapping[str, object]) -> dict[str, object]:
    """What lies in `ticket`, `fields` and the like stands beside the rest."""
    flat: dict[str, object] = dict(data)
    for _ in range(3):
        for name in _WRAPPERS:
            inner = flat.get(name)
            if isinstance(inner, dict):
                del flat[name]
                flat = {**flat, **inner}
    return flat


def _letter(flat: dict[str, object]) -> Letter:
    headers = {"subject": _first(flat, _TITLE), "from": _sender(flat), "company": _first(flat, _COMPANY)}
    headers |= {"reference": _first(flat, _NUMBER), "date": _first(flat, _WHEN)}
    used = {*_BODY, *_FROM}
    fields = [
        (key, said) for key, value in list(flat.items())[:_MANY] if key not in used and (said := _said(value))
    ]
    body = next((words for name in _BODY if (words := "\n".join(_words(flat.get(name), 0)))), "")
    fields += labelled(body.splitlines())
    return Letter({k: v for k, v in headers.items() if v}, tuple(fields), body, "", sent_at(headers["date"]))


def _first(flat: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((said for name in names if (said := _said(flat.get(name)))), "")


def _said(value: object) -> str:
    """A value as a labelled line would have it; "" for what has no words of its own."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (_said(each) for each in value[:20])))
    if isinstance(value, dict):
        if {"amount", "currency"} <= value.keys():
            return f"{value['amount']} {value['currency']}"
        return next((str(value[name]) for name in _NAMED if isinstance(value.get(name), str)), "")
    return ""


def _sender(flat: Mapping[str, object]) -> str:
    for name in _FROM:
        value = flat.get(name)
        if isinstance(value, dict):
            called = next(
                (value[k] for k in ("name", "displayName", "display_value") if isinstance(value.get(k), str)),
                "",
            )
            mail = next(
                (value[k] for k in ("email", "emailAddress", "address") if isinstance(value.get(k), str)), ""
            )
            if called or mail:
                return f"{called} <{mail}>" if mail else called
        elif isinstance(value, str) and value:
            return value
    return ""


def _words(value: object, depth: int) -> Iterator[str]:
    """The texts in a value, as deep as rich text goes."""
    if isinstance(value, str):
        yield value
    elif depth < _DEEP and isinstance(value, dict):
        for key, inner in value.items():
            if key in ("text", "content", "body", "plain_body", "value"):
                yield from _words(inner, depth + 1)
    elif depth < _DEEP and isinstance(value, list):
        for inner in value[:_MANY]:
            yield from _words(inner, depth + 1)
