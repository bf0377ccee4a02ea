"""Whether this process lives, and whether the desk can work: both tell the truth to whoever asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, JsonResponse

from tocsin import bootstrap, bootstrap_site
from tocsin.core.model.finding import Refused

SILENT = timedelta(seconds=60)
"""A worker that gave no sign of life for so long is not counted."""


def alive(request: HttpRequest) -> JsonResponse:
    """This process answers; it says nothing about the database."""
    return JsonResponse({"status": "alive"})


def ready(request: HttpRequest) -> JsonResponse:
    """503 when the database does not answer or does not fit, there is no policy, or no worker beats."""
    found = _checks()
    fine = all(check == "ok" for check in found.values())
    return JsonResponse(
        {"status": "ready" if fine else "not ready", "checks": found}, status=200 if fine else 503
    )


def _checks() -> dict[str, Any]:
    now = bootstrap.now()
    try:
        store = bootstrap_site.store()
        schema = store.schema_state()
        policy = store.noted("policy")
        beating = [beat for beat in store.beats() if now - beat.at < SILENT]
    except Refused as refused:
        return {"database": refused.findings[0].message}
    return {
        "database": "ok",
        "schema": "ok" if schema.fits else f"{schema.state}: run `tocsin db migrate`",
        "policy": "ok" if policy else "none yet: run `tocsin db init POLICY`",
        "worker": "ok" if beating else "no sign of life: start `tocsin worker`",
    }


for _view in (alive, ready):
    _view.action = "public"  # type: ignore[attr-defined]
