"""Small answers that belong to no room."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme

from tocsin.web.shared import assets
from tocsin.web.shared.routes import public
from tocsin.web.shared.viewer import LANGUAGE_COOKIE

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"


@public
def static(request: HttpRequest, name: str) -> HttpResponse:
    """A static file; one of an older version of the page is answered with today's."""
    found = assets.find(f"{assets.PREFIX}{name}")
    if found is None:
        raise Http404
    one, kept = found
    packed = one.packed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    answer = HttpResponse(packed or one.plain, content_type=one.kind)
    answer.headers["Cache-Control"] = FOREVER if kept else BRIEFLY
    answer.headers["Vary"] = "Accept-Encoding"
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


@public
def icon(request: HttpRequest) -> HttpResponse:
    """The sign in the browser's tab."""
    return HttpResponseRedirect(assets.url("shared/icon.svg"))


@public
def manifest(request: HttpRequest) -> HttpResponse:
    """Lets a phone keep the desk on its home screen."""
    icons = [{"src": assets.url("shared/icon.svg"), "sizes": "any", "type": "image/svg+xml"}]
    said = {
        "name": "Tocsin",
        "short_name": "Tocsin",
        "start_url": "/",
        "display": "standalone",
        "icons": icons,
    }
    return JsonResponse(said, content_type="application/manifest+json")


@public
def language(request: HttpRequest) -> HttpResponse:
    """Keeps a stranger's language in a cookie; an account keeps its own."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(back if safe else "/")
    if request.method == "POST" and wanted in dict(settings.LANGUAGES):
        answer.set_cookie(LANGUAGE_COOKIE, wanted, max_age=31536000, httponly=True, samesite="Lax")
        account = request.account  # type: ignore[attr-defined]
        if account is not None:
            type(account).objects.filter(pk=account.pk).update(language=wanted)
    return answer
