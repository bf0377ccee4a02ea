"""Every address of the desk, with what it asks for, and a request to each: for the test of rights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tocsin.core.rights.actions import Action

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
_PLACE = re.compile(r"<(?:[a-z]+:)?([a-z_]+)>")
TYPED: dict[str, Any] = {
    "text": "said", "reason": "because", "why": "because", "note": "noted", "words": "it works",
    "to": "amir-haddad", "person": "amir-haddad", "role": "sme_lead", "target": "person amir-haddad",
    "what": "finding", "kind": "finding", "severity": "P1", "level": "4", "lines": "held",
    "name": "Northwind Trading", "fact.customers_affected": "77",
    "original": "ESC-1001", "fact": "production", "value": "yes", "line": "x", "mark": "done",
}  # fmt: skip
"""What a form might hold, so that a request that may not be made is not turned away for being empty."""


NAMED: dict[str, Any] = {
    "start": "2026-11-24T00:00:00Z", "end": "2026-11-25T00:00:00Z", "facts": {"production": True},
    "files": {"policy.yaml": "said"},
}  # fmt: skip
"""Fields of the API of which any word will not do."""


@dataclass(frozen=True)
class Route:
    """One address and method; `action` None: it names none. `public` needs nobody."""

    pattern: str
    method: str
    action: Action | None
    public: bool = False

    @property
    def is_api(self) -> bool:
        """Whether programs ask it."""
        return self.pattern.startswith("api/")

    @property
    def places(self) -> tuple[str, ...]:
        """What has to be filled in."""
        return tuple(_PLACE.findall(self.pattern))

    @property
    def of_escalation(self) -> bool:
        """Whether it is about one escalation."""
        return self.pattern.startswith("e/<") or self.pattern.startswith("api/v1/escalations/<id>")

    def url(self, values: dict[str, str]) -> str:
        """The address with these values."""
        return "/" + _PLACE.sub(lambda found: values[found[1]], self.pattern)

    def __str__(self) -> str:
        return f"{self.method} /{self.pattern}"


def routes() -> list[Route]:
    """Every route of the desk, method by method."""
    from django.urls import get_resolver

    return [route for pattern, view in _leaves(get_resolver(), "") for route in _methods(pattern, view)]


def _leaves(resolver: Any, before: str) -> Iterator[tuple[str, Any]]:
    for part in resolver.url_patterns:
        here = before + str(part.pattern)
        if hasattr(part, "url_patterns"):
            yield from _leaves(part, here)
        else:
            yield here, part.callback


def _methods(pattern: str, view: Any) -> Iterator[Route]:
    action = getattr(view, "action", None)
    if hasattr(view, "actions"):
        for method, wanted in view.actions.items():
            yield Route(pattern, method, Action(wanted) if wanted != "public" else None, wanted == "public")
    elif action == "public":
        yield Route(pattern, "GET", None, True)
        yield Route(pattern, "POST", None, True)
    else:
        for method in getattr(view, "methods", ("GET",)):
            if method != "HEAD":
                yield Route(pattern, method, Action(action) if action else None)


def bodies() -> dict[tuple[str, str], Any]:
    """For each operation of the API with a body: one that its schema takes."""
    from tocsin.api.v1.build import api

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    found = {}
    for path, operations in schema["paths"].items():
        for method, told in operations.items():
            content = told.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                key = path.strip("/").replace("{", "<").replace("}", ">"), method.upper()
                found[key] = _value(content["schema"], schema)
    return found


def _value(shape: Any, schema: Any) -> Any:
    """The smallest value of a shape."""
    if "$ref" in shape:
        return _value(schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]], schema)
    given = [shape[word] for word in ("const", "default") if word in shape] + shape.get("enum", [])
    if given:
        return given[0]
    choices = [one for word in ("anyOf", "oneOf", "allOf") for one in shape.get(word, ())]
    return _value(choices[0], schema) if choices else _plain(shape, schema)


def _plain(shape: Any, schema: Any) -> Any:
    if shape.get("type") == "object":
        parts = shape.get("properties", {})
        needed = shape.get("required", ())
        return {name: NAMED.get(name) or _value(parts[name], schema) for name in needed}
    if shape.get("type") == "array":
        return [_value(shape["items"], schema)] if shape.get("minItems") else []
    plain = {"integer": shape.get("minimum", 1), "number": 1, "boolean": True}
    return plain.get(str(shape.get("type")), "said")
