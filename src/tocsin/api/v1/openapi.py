"""The schema (OpenAPI 3.1): made from the operations, with what they share said once for all of them."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from pydantic.json_schema import models_json_schema

from tocsin import __version__
from tocsin.api.v1.endpoint import Told
from tocsin.api.v1.openapi_parts import (
    HEADERS,
    PARAMETERS,
    STREAM,
    TAGS,
    described,
    headers_of,
    problems_of,
)
from tocsin.api.v1.problem import MEDIA, TITLES, Problem

PREFIX = "/api/v1"
ABOUT = """Everything that the desk's screens can do, for other systems.

Send a token as `Authorization: Bearer tocsin_…`; make one under Settings. A token may what its scopes name,
and never more than its account. Instants are ISO 8601 with a zone, money is a text with its currency, and
every error is a problem (RFC 9457) with what was wrong, where, and what to do."""


@cache
def schema(api: NinjaAPI) -> dict[str, Any]:
    """The whole schema, made once."""
    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{PREFIX}/")))
    made["info"] = {
        "title": "Tocsin", "version": f"1 ({__version__})", "description": ABOUT,
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }  # fmt: skip
    made["openapi"] = "3.1.0"
    made["servers"] = [{"url": "/", "description": "This desk."}]
    made["tags"] = TAGS
    parts = made["components"]
    parts["schemas"].update(_problem())
    parts["parameters"], parts["headers"] = PARAMETERS, HEADERS
    parts["responses"] = {kind: _response(kind) for kind in TITLES}
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of an account: `tocsin_…`."}
    }
    made["security"] = [{"token": []}]
    told = {op.operation_id: op.view_func.told for op in operations(api)}
    for operation in _operations(made):
        _complete(operation, told[operation["operationId"]])
    made["paths"][f"{PREFIX}/stream"] = STREAM
    return made


def operations(api: NinjaAPI) -> list[Any]:
    """Every operation that is served, bound to its address."""
    return [
        operation
        for bound in api._get_bound_routers()
        for view in bound.path_operations.values()
        for operation in view.operations
    ]


def served(request: HttpRequest, api: NinjaAPI) -> HttpResponse:
    """The schema as it is sent."""
    body = json.dumps(schema(api), ensure_ascii=False).encode()
    response = HttpResponse(body, content_type="application/json")
    response["ETag"] = f'"{sha256(body).hexdigest()[:16]}"'
    return response


def _operations(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for methods in made["paths"].values() for operation in methods.values()]


def _complete(operation: dict[str, Any], told: Told) -> None:
    """What an operation shares with others: headers it takes and gives, the problems it may answer."""
    named = [parameter["name"] for parameter in operation["parameters"]]
    operation["parameters"] = [described(each) for each in operation["parameters"]]
    for wanted, name in ((told.key, "IdempotencyKey"), (told.match, "IfMatch")):
        if wanted:
            operation["parameters"].append({"$ref": f"#/components/parameters/{name}"})
    for response in operation["responses"].values():
        response["headers"] = headers_of(told)
        if told.files:
            response["content"] = {told.files: {"schema": {"type": "string", "format": "binary"}}}
    body = "requestBody" in operation
    for kind in problems_of(told, has_body=body, has_path=bool(named and _in_path(operation))):
        operation["responses"][str(TITLES[kind][0])] = {"$ref": f"#/components/responses/{kind}"}
    operation["x-tocsin-action"] = str(told.action)
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _in_path(operation: dict[str, Any]) -> bool:
    return any(parameter.get("in") == "path" for parameter in operation["parameters"])


def _response(kind: str) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if kind == "not-signed-in":
        headers["WWW-Authenticate"] = {"schema": {"type": "string"}, "required": True}
    if kind in ("too-many", "not-now"):
        headers["Retry-After"] = {"$ref": "#/components/headers/RetryAfter"}
    return {
        "description": TITLES[kind][1],
        "headers": headers,
        "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _problem() -> dict[str, Any]:
    _, made = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
    parts: dict[str, Any] = made["$defs"]
    return parts
