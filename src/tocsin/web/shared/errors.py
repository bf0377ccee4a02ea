"""What people see when something is refused or fails: what, where, and what to do; never a traceback."""

from __future__ import annotations

import logging
import sys

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tocsin.app.ports import Conflict, StoreUnavailable
from tocsin.core.model.finding import Finding, Position, Refused

LOG = logging.getLogger("tocsin.web")
_STATUS = {"forbidden": 403, "conflict": 409, "busy": 409, "key-reused": 409, "not-found": 404}


def refused(request: HttpRequest, refusal: Refused, status: int | None = None) -> HttpResponse:
    """A refusal as a page, or as a fragment where a part of a page was asked for."""
    found = refusal.findings
    rule = found[0].rule if found else ""
    return _shown(request, found, status or _status(refusal, rule))


def _status(refusal: Refused, rule: str) -> int:
    if isinstance(refusal, StoreUnavailable):
        return 503
    return 404 if rule in ("unknown-escalation", "unknown-version") else _STATUS.get(rule, 422)


def conflict(request: HttpRequest, stale: Conflict) -> HttpResponse:
    """Somebody was quicker: who did what meanwhile; what was typed is kept by the page."""
    help_ = _("look at what changed, then send again")
    return _shown(request, [Finding("conflict", str(stale), Position.of(stale.stream), help_)], 409)


def signed_out(request: HttpRequest) -> HttpResponse:
    """The session ended while the page stood open."""
    finding = Finding("signed-out", _("you are not signed in"), Position.of("session"), _("sign in again"))
    return _shown(request, [finding], 401)


def _shown(request: HttpRequest, findings: object, status: int) -> HttpResponse:
    if wants_json(request):
        told = [{"message": f.message, "help": f.help} for f in findings]  # type: ignore[attr-defined]
        return JsonResponse({"status": status, "findings": told}, status=status)
    part = bool(request.headers.get("HX-Request"))
    name = "shared/refused.html" if part else "shared/error.html"
    context = {"findings": findings, "status": status, "title": _title(status)}
    answer = HttpResponse(render_to_string(name, context, request), status=status)
    answer.headers["Tocsin-Refused"] = str(status)
    return answer


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asked."""
    return request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", "")


def _title(status: int) -> str:
    return {
        400: _("This request cannot be read"),
        401: _("You are signed out"),
        403: _("You may not do this"),
        404: _("There is nothing here"),
        409: _("Somebody was quicker"),
        422: _("That did not work"),
        429: _("Too many requests"),
        503: _("The desk cannot reach its database"),
    }.get(status, _("Something failed"))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old page, cookies off, or somebody else's page."""
    help_ = _("load the page again, then send it once more; cookies must be allowed")
    text = _("this form did not come from a page of this desk")
    return _shown(request, [Finding("csrf", text, Position.of("request"), help_)], 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What cannot be read at all, or asks for a desk of another name."""
    if isinstance(exception, DisallowedHost):
        name = request.META.get("HTTP_HOST", "")[:100]
        text = _("this desk does not answer to the name `%(name)s`") % {"name": name}
        help_ = _("whoever runs it sets TOCSIN_URL to its address, or adds the name to TOCSIN_HOSTS")
        return _shown(request, [Finding("host", text, Position.of("request"), help_)], 400)
    finding = Finding(
        "request", _("the request cannot be read"), Position.of("request"), _("check its address")
    )
    return _shown(request, [finding], 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What Django itself refuses."""
    finding = Finding(
        "forbidden", _("this is not allowed"), Position.of("request"), _("ask an administrator")
    )
    return _shown(request, [finding], 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that nobody knows."""
    text = _("there is no page `%(path)s`") % {"path": request.path[:200]}
    help_ = _("go to the desk, or search there")
    return _shown(request, [Finding("not-found", text, Position.of(request.path[:200]), help_)], 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Our own fault: it is logged, and said plainly; nothing was half done."""
    LOG.error("a request failed: %s %s", request.method, request.path, exc_info=sys.exc_info())
    text = _("the desk made a mistake; nothing was half done")
    help_ = _("try again; if it stays, give the time to whoever runs this desk: it stands in the log")
    return _shown(request, [Finding("failed", text, Position.of(request.path[:200]), help_)], 500)
