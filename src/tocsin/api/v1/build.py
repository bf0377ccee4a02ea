"""The API put together: its operations, each behind the same door, its schema and its documentation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI

from tocsin.api.v1 import docs, openapi
from tocsin.api.v1.edge import View, guarded, open_to_all
from tocsin.api.v1.endpoint import Told
from tocsin.api.v1.parse import StrictParser
from tocsin.api.v1.problem import Trouble
from tocsin.api.v1.refusals import trouble

TITLE = "Tocsin"
ROOMS = (
    "escalations",
    "intake",
    "commands",
    "files",
    "oncall",
    "swaps",
    "policy",
    "figures",
    "people",
    "tokens",
    "webhooks",
    "customers",
    "running",
    "calibrations",
)
"""The rooms whose operations are served, in the order of the documentation."""


@dataclass(frozen=True)
class Known:
    """What the door knows of an operation: what its address and its body may hold."""

    told: Told
    query: frozenset[str]
    many: frozenset[str]
    media: str
    run: View


class DeskApi(NinjaAPI):
    """Ninja's API with our door around each address, and nothing served that is not ours."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """Every failure is a problem."""
        return trouble(exc).response(request)

    @property
    def urls(self) -> tuple[list[Any], str, str]:
        """The addresses: the operations, the schema, the documentation, and a word for all others."""
        pages: list[Any] = [
            path("openapi.json", open_to_all(partial(openapi.served, api=self)), name="openapi"),
            path("docs", open_to_all(partial(docs.page, api=self)), name="docs"),
        ]
        nothing = guarded(_nothing_here, _Anything())
        nothing.action = "desk.see"  # type: ignore[attr-defined]
        unknown = re_path(r"^.*$", nothing, name="unknown")
        return [*pages, *self._guarded(), unknown], "ninja", "api-v1"

    def _guarded(self) -> Iterator[URLPattern]:
        """An address for each path, whichever rooms its methods stand in."""
        found: dict[str, dict[str, Known]] = {}
        for bound in self._get_bound_routers():
            for address, view in bound.path_operations.items():
                methods = {method: _known(op) for op in view.operations for method in op.methods}
                found.setdefault(address, {}).update(methods)
        for address in sorted(found, key=lambda each: [part.startswith("{") for part in each.split("/")]):
            operations = found[address]
            call = guarded(_dispatch(operations), operations)
            call.actions = {method: op.told.action for method, op in operations.items()}  # type: ignore[attr-defined]
            route = address.lstrip("/").replace("{", "<").replace("}", ">")
            yield path(route, call, name=route)


def _dispatch(operations: dict[str, Known]) -> View:
    def call(request: HttpRequest, **values: Any) -> HttpResponse:
        answer: HttpResponse = operations[request.method or ""].run(request, **values)
        return answer

    return call


class _Anything(dict[str, Any]):
    """Any method leads to the same word."""

    def get(self, key: str, default: Any = None) -> Any:
        """The same for each."""
        return Known(Told("desk.see"), _Every(), frozenset(), "", run=_nothing_here)  # type: ignore[arg-type]


class _Every(frozenset[str]):
    def __contains__(self, name: object) -> bool:
        return True


def _nothing_here(request: HttpRequest) -> HttpResponse:
    raise Trouble("not-found", "there is nothing here: see the documentation at /api/v1/docs")


def _known(operation: Any) -> Known:
    told: Told = operation.view_func.told
    operation.action = told.action
    query: set[str] = set()
    many: set[str] = set()
    media = ""
    for model in operation.models:
        source = model.__ninja_param_source__
        if source == "query":
            query |= set(model.__ninja_flatten_map__)
            many |= set(getattr(model, "__ninja_collection_fields__", ()))
        elif source in ("body", "file", "form"):
            media = "application/json" if source == "body" and not media else "multipart/form-data"
    return Known(told, frozenset(query), frozenset(many), media, operation.run)


def _made() -> DeskApi:
    made = DeskApi(
        title=TITLE,
        version="1",
        openapi_url=None,
        docs_url=None,
        parser=StrictParser(),
        urls_namespace="api-v1",
    )
    for room in ROOMS:
        found = import_module(f"tocsin.api.v1.rooms.{room}")
        for router in (getattr(found, name, None) for name in ("router", "me")):
            if router is not None:
                made.add_router("", router)
    return made


api = _made()
