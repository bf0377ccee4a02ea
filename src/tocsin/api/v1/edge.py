"""Around every operation: who asks and how often, how large, of which kind; every failure is a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from tocsin.api.v1.asking import STRANGERS, address_of, admit, limits, spend
from tocsin.api.v1.problem import Trouble
from tocsin.api.v1.refusals import trouble
from tocsin.core.model.finding import Finding, Position
from tocsin.core.model.words import did_you_mean

View = Callable[..., HttpResponse]
MULTIPART = "multipart/form-data"


def guarded(view: View, operations: Mapping[str, Any]) -> View:
    """The view of an address, for those who may knock; `operations` by their method."""

    @wraps(view)
    def call(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        headers: dict[str, str] = {}
        try:
            headers = limits(admit(request))
            _look(request, operations)
            response = view(request, *args, **values)
        except Exception as error:  # noqa: BLE001 (nobody may see a failure of ours as it is)
            response = trouble(error).response(request)
        return _finished(response, headers)

    call.csrf_exempt = True  # type: ignore[attr-defined]
    return call


def open_to_all(view: View) -> View:
    """A view that needs nobody: counted by address, and read only."""

    @wraps(view)
    def call(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        try:
            from tocsin import bootstrap

            headers = limits(spend(f"address:{address_of(request)}", STRANGERS, bootstrap.now()))
            _reads_only(request)
            response = view(request, *args, **values)
        except Exception as error:  # noqa: BLE001 (as above)
            return _finished(trouble(error).response(request), {})
        return _finished(response, headers, "no-cache")

    call.csrf_exempt = True  # type: ignore[attr-defined]
    call.action = "public"  # type: ignore[attr-defined]
    return call


def _reads_only(request: HttpRequest) -> None:
    if request.method not in ("GET", "HEAD"):
        raise _wrong_method(request, ["GET", "HEAD"])


def _finished(response: HttpResponse, headers: Mapping[str, str], cache: str = "no-store") -> HttpResponse:
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", cache)
    response.headers.setdefault("Vary", "Authorization, Cookie")
    return response


def _look(request: HttpRequest, operations: Mapping[str, Any]) -> None:
    operation = operations.get(request.method or "")
    if operation is None:
        raise _wrong_method(request, list(operations))
    _no_strange_names(request, operation)
    length = request.META.get("CONTENT_LENGTH") or "0"
    most = operation.told.large
    large = most() if callable(most) else most
    if not (length.isascii() and length.isdigit()) or len(length) > 12:
        raise Trouble("bad-request", "the length of the body is no number: leave it to your client")
    if int(length) > large:
        text = f"the body has {int(length):,} bytes; {large:,} are the most here"
        raise Trouble("too-large", text, [Finding("too-large", text, Position.of("body"), "send less")])
    if operation.media and int(length):
        _of_kind(request, operation.media)


def _wrong_method(request: HttpRequest, known: list[str]) -> Trouble:
    allow = ", ".join(sorted(known))
    text = f"`{request.method}` cannot be done here: {allow} can"
    return Trouble("wrong-method", text, headers={"Allow": allow})


def _of_kind(request: HttpRequest, media: str) -> None:
    if request.content_type != media:
        text = f"the body is `{(request.content_type or 'of no kind')[:80]}`, but `{media}` is read here"
        found = Finding(
            "content-type", text, Position.of("header Content-Type"), f"send `Content-Type: {media}`"
        )
        raise Trouble("wrong-type", text, [found])


def _no_strange_names(request: HttpRequest, operation: Any) -> None:
    """A name that is written wrong must not be passed over: the answer would be to another question."""
    found = []
    for name, values in request.GET.lists():
        if name not in operation.query:
            help_ = did_you_mean(name, operation.query) or "leave it out"
            found.append(Finding("extra-forbidden", f"`{name[:60]}` is not known here", _at(name), help_))
        elif len(values) > 1 and name not in operation.many:
            found.append(Finding("twice", f"`{name}` stands {len(values)} times", _at(name), "give it once"))
    if found:
        raise Trouble("bad-request", found[0].message, found)


def _at(name: str) -> Position:
    return Position.of(f"query {name[:60]}")
