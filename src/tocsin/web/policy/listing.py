"""All versions, and proposing another one: files, a pasted text, or a preset to start from."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin import bootstrap, bootstrap_policy
from tocsin.app.versions_read import MAX_TOTAL, Bundle, pasted, uploaded
from tocsin.core.model.finding import Finding, Refused
from tocsin.web.policy.excerpts import Shown, with_lines
from tocsin.web.policy.shared import note, person, shown, versions, waiting
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.routes import both, page

_SHOWN = 60
"""How many findings are shown at once."""


@page("policy.see")
def index(request: Ask) -> HttpResponse:
    """Every version: in force, under way, earlier, withdrawn."""
    found = versions().all(counted=True)
    groups = [
        ("active", [v for v in found if v.stand == "active"]),
        ("open", [v for v in found if v.stand in ("proposed", "ready")]),
        ("earlier", [v for v in found if v.stand == "earlier"]),
        ("withdrawn", [v for v in found if v.stand == "withdrawn"]),
    ]
    return shown(request, "policy/versions.html", "versions", groups=groups, waiting=waiting(request))


@both("policy.propose")
def propose(request: Ask) -> HttpResponse:
    """The form, and what it sends; what cannot be read comes back with every finding at its place."""
    if request.method != "POST":
        return _form(request)
    bundle: Bundle | None = None
    try:
        origin, bundle = _bundle(request)
        version = versions().propose(
            bundle, person(request), origin, request.POST.get("note", ""), request.now
        )
    except Refused as refused:
        return _form(request, refused.findings, bundle, status=422)
    note(request, "policy.propose", version.short, version=version.number, origin=origin)
    messages.success(request, _("Proposed. It is checked below; nothing follows it yet."))
    return HttpResponseRedirect(f"/policy/versions/{version.short}")


def _bundle(request: Ask) -> tuple[str, Bundle]:
    way = request.POST.get("way", "")
    if way == "preset":
        return "preset", bootstrap_policy.preset_bundle(request.POST.get("preset", ""))
    if way == "paste":
        return "paste", pasted(request.POST.get("text", ""))
    files = request.FILES.getlist("files")
    sizes = sum(file.size or 0 for file in files)
    given = [] if sizes > MAX_TOTAL else [(file.name or "", file.read()) for file in files]
    if sizes > MAX_TOTAL:
        return "upload", pasted("x" * (MAX_TOTAL + 1))
    return "upload", uploaded(given)


def _form(
    request: Ask, findings: tuple[Finding, ...] = (), bundle: Bundle | None = None, status: int = 200
) -> HttpResponse:
    told: tuple[Shown, ...] = with_lines(findings[:_SHOWN], bundle.files if bundle else {})
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in ("text", "note", "preset", "way")}
    presets = bootstrap.preset_lines().items()
    more = max(0, len(findings) - _SHOWN)
    return shown(
        request, "policy/propose.html", "versions",
        findings=told, more=more, typed=typed, presets=presets, status=status,
    )  # fmt: skip
