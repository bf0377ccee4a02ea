"""What the desk and the reader refuse, as problems: each rule of a finding has its status."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFilesSent,
)
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import HttpError, ValidationError
from pydantic import ValidationError as PydanticError

from tocsin.accounts.webhooks.replies import DatabaseError
from tocsin.api.v1.problem import Trouble
from tocsin.app.doing import Forbidden
from tocsin.app.ports import Conflict, StoreUnavailable
from tocsin.core.model.finding import Finding, Position, Refused

_log = logging.getLogger("tocsin.api")
KINDS = {
    "forbidden": "forbidden",
    "unknown-escalation": "not-found",
    "unknown-change": "not-found",
    "unknown-swap": "not-found",
    "unknown-version": "not-found",
    "unknown-account": "not-found",
    "unknown-token": "not-found",
    "unknown-webhook": "not-found",
    "unknown-delivery": "not-found",
    "unknown-file": "not-found",
    "unknown-calibration": "not-found",
    "unknown-customer": "unusable",
    "not-now": "not-possible",
    "gate": "not-possible",
    "no-policy": "not-possible",
    "conflict": "moved-on",
    "busy": "not-now",
    "store": "not-now",
    "too-large": "too-large",
}
"""Which kind of problem a rule is; any other is a value that cannot be used."""
_SHAPE = frozenset({"value_error"})


def trouble(error: BaseException) -> Trouble:
    """Any exception as a problem; what nobody foresaw is logged and told without its inside."""
    for known, told in _TOLD:
        if isinstance(error, known):
            made: Trouble = told(error)
            return made
    _log.error("unforeseen", exc_info=error)
    help_ = "try again; if it stays, tell whoever runs the desk the time of this request"
    return Trouble("broken", "something unforeseen happened; nothing was answered", [_found("broken", help_)])


def kind_of(rule: str) -> str:
    """The kind of problem that a rule is; what is `not-` something yet, is not possible yet."""
    return KINDS.get(rule) or ("not-possible" if rule.startswith("not-") else "unusable")


def _found(rule: str, help_: str) -> Finding:
    return Finding(rule, "it is in the desk's log", Position.of("server"), help_)


def _refused(error: Any) -> Trouble:
    findings = error.findings
    kinds = {kind_of(finding.rule) for finding in findings} or {"unusable"}
    kind = kinds.pop() if len(kinds) == 1 else "unusable"
    headers = {"Retry-After": "2"} if kind == "not-now" else {}
    return Trouble(kind, str(error), findings, headers)


def _conflict(error: Any) -> Trouble:
    text = f"somebody was quicker: {error}"
    help_ = "read it again, decide again, and send the new version in `If-Match`"
    finding = Finding("moved-on", text, Position.of(error.stream), help_)
    return Trouble("moved-on", text, [finding], version=error.found, expected=error.expected)


def _http(error: Any) -> Trouble:
    if isinstance(error.__cause__, Trouble):
        return error.__cause__
    if error.__cause__ is not None:
        return trouble(error.__cause__)
    return Trouble("bad-request", str(error))


def of_body(error: PydanticError, field: str) -> Trouble:
    """A part of the body that was read by a model of its own."""
    errors = error.errors(include_url=False, include_input=False)
    found = [_finding({**each, "loc": ("body", "", field, *each["loc"])}) for each in errors]
    return Trouble("unusable", found[0].message, found)


def _invalid(error: Any) -> Trouble:
    """Ninja's reader: what has the wrong shape is a bad request, what cannot be used says so itself."""
    findings = [_finding(each) for each in error.errors]
    if any(each["loc"][:1] == ("path",) for each in error.errors):
        return Trouble("not-found", "there is nothing of this name", findings)
    unusable = all(each["type"] in _SHAPE for each in error.errors)
    return Trouble("unusable" if unusable else "bad-request", findings[0].message, findings)


_SAID: Mapping[str, tuple[str, str]] = {
    "missing": ("it is missing", "give it"),
    "extra_forbidden": ("nothing of this name is taken here", "see the documentation for what is"),
    "string_type": ("it is no text", "put it in quotes"),
    "bool_type": ("it is neither true nor false", "write `true` or `false`"),
    "int_type": ("it is no whole number", "write digits only"),
    "list_type": ("it is no list", "put it in brackets"),
    "dict_type": ("it is no object", "put it in braces"),
    "model_type": ("it is no object", "put it in braces"),
    "model_attributes_type": ("it is no object", "put it in braces"),
}


def _finding(error: Mapping[str, Any]) -> Finding:
    place = [str(part) for part in error["loc"] if not str(part).startswith("function-")]
    if place[:1] == ["body"] and len(place) > 1:
        place = ["body", *place[2:]]
    where = _place(place)
    if error["type"] == "value_error":
        message, _, help_ = error["msg"].removeprefix("Value error, ").partition(": ")
    elif error["type"] in _SAID:
        message, help_ = _SAID[error["type"]]
    else:
        message, help_ = f"{error['msg'][:1].lower()}{error['msg'][1:]}", ""
    name = place[-1] if len(place) > 1 else "the body"
    return Finding(error["type"].replace("_", "-"), f"`{name}`: {message}", Position.of(where), help_)


def _place(parts: Iterable[str]) -> str:
    first, *rest = parts
    return f"{first} {'.'.join(rest)}" if rest else first


def _too_big(_: Any) -> Trouble:
    return Trouble("too-large", "the request is larger than this takes: send a smaller one")


def _unreadable(_: Any) -> Trouble:
    return Trouble("bad-request", "the request cannot be read: send it again, whole")


def _database(error: Any) -> Trouble:
    _log.error("database", exc_info=error)
    return Trouble(
        "not-now", "the database does not answer: try again in a moment", headers={"Retry-After": "5"}
    )


_TOLD: tuple[tuple[type[BaseException], Any], ...] = (
    (Trouble, lambda error: error),
    (Conflict, _conflict),
    (StoreUnavailable, _refused),
    (Forbidden, _refused),
    (Refused, _refused),
    (ValidationError, _invalid),
    (Http404, lambda _: Trouble("not-found", "there is nothing here: see the documentation at /api/v1/docs")),
    (HttpError, _http),
    (RequestDataTooBig, _too_big),
    (TooManyFilesSent, _too_big),
    (MultiPartParserError, _unreadable),
    (UnreadablePostError, _unreadable),
    (SuspiciousOperation, _unreadable),
    (DatabaseError, _database),
)
