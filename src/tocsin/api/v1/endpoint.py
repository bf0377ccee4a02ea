"""How an operation is declared: its address, the action that it needs, what it takes and what it answers."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from tocsin.api.v1.asking import asker
from tocsin.api.v1.kept import once
from tocsin.app.doing import Forbidden
from tocsin.core.rights.actions import Action
from tocsin.core.rights.decide import allowed

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Told:
    """What the schema says of an operation beside its models.

    `key`: takes an Idempotency-Key. `match`: takes If-Match. `etag`: answers an ETag. `files`: its answer
    is no JSON but of this media type. `large`: bytes that its body may have.
    """

    action: Action
    key: bool = False
    match: bool = False
    etag: bool = False
    created: bool = False
    files: str = ""
    large: int | Callable[[], int] = 1_000_000
    also: tuple[str, ...] = ()


def endpoint(  # noqa: PLR0913 (a declaration)
    router: Router,
    method: str,
    path: str,
    told: Told,
    *,
    says: Any = None,
    status: int = 200,
    keep: bool = False,
    name: str = "",
    doc: str = "",
) -> Callable[[View], View]:
    """Declares an operation. `keep`: its reply is kept under the key; else the desk keeps the key itself.

    Whoever may the action on nothing at all is refused here; on which objects, the operation asks itself.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def call(request: HttpRequest, **values: Any) -> HttpResponse:
            may(request, told.action, own=True)
            if keep:
                return once(request, lambda: view(request, **values))
            return view(request, **values)

        call.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
        text = inspect.cleandoc(doc or view.__doc__ or "")
        summary, _, rest = text.partition("\n")
        router.api_operation(
            [method], path, response={status: says}, operation_id=name or view.__name__,
            summary=summary.rstrip("."), description=rest.strip() or summary, url_name=name or view.__name__,
        )(call)  # fmt: skip
        call.told, call.action = told, told.action  # type: ignore[attr-defined]
        return call

    return declare


def may(request: HttpRequest, action: Action, own: bool = False) -> None:
    """Raises Forbidden when the asker may not. `own`: it is theirs, or may be."""
    verdict = allowed(asker(request).who, action, own)
    if not verdict.allowed:
        raise Forbidden(verdict.why, action)
