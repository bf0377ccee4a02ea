"""Calibration runs: the list, one with its progress, its report in a frame that may do nothing."""

from __future__ import annotations

import json
import re

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin import bootstrap_policy_runs, bootstrap_policy_uploads, bootstrap_site
from tocsin.app.ports_calibrations import ENDED, Run
from tocsin.web.policy.shared import note, shown
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.routes import action, page

_META = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
_NOTHING = "default-src 'none'"


@page("policy.see")
def index(request: Ask) -> HttpResponse:
    """Every run, the latest first."""
    store = bootstrap_site.store()
    bootstrap_policy_runs.settle(store)
    sample = bootstrap_policy_uploads.sample() is not None
    return shown(request, "policy/calibrations.html", "calibrations", runs=store.runs(), sample=sample)


@page("policy.see")
def one(request: Ask, id_: str) -> HttpResponse:
    """A run: how far it is, or what came of it."""
    found = _run(id_)
    rejects = found.state == "done" and bool(bootstrap_site.store().run_rejects(id_))
    advice = json.loads(found.advice) if found.advice else []
    return shown(
        request, "policy/calibration.html", "calibrations", run=found, rejects=rejects, advice=advice
    )


@page("policy.see")
def progress(request: Ask, id_: str) -> HttpResponse:
    """The part of the page that changes; it asks again until the run has ended, then loads the page."""
    found = _run(id_)
    answer = shown(request, "policy/calibration_progress.html", "calibrations", run=found)
    if found.state in ENDED:
        answer.headers["HX-Refresh"] = "true"
    return answer


@action("calibration.run")
def cancel(request: Ask, id_: str) -> HttpResponse:
    """Ends a run that has not ended."""
    found = _run(id_)
    if bootstrap_site.store().cancel_run(found.id, request.now):
        note(request, "calibration.cancel", found.id)
        messages.success(request, _("Cancelled. The uploaded history is deleted."))
    return HttpResponseRedirect(f"/policy/calibrations/{found.id}")


@page("policy.see")
def report(request: Ask, id_: str) -> HttpResponse:
    """The report itself, under its own policy of hashes, without scripts, in nobody's frame but ours."""
    content = bootstrap_site.store().run_report(_run(id_).id)
    if not content:
        raise Http404
    answer = HttpResponse(content, content_type="text/html; charset=utf-8")
    found = _META.search(content[:4000].decode("utf-8", "replace"))
    own = found.group(1) if found else _NOTHING
    answer.headers["Content-Security-Policy"] = f"{own}; frame-ancestors 'self'; sandbox"
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    if "keep" in request.GET:
        answer.headers["Content-Disposition"] = f'attachment; filename="calibration-{id_[:8]}.html"'
    return answer


@page("policy.see")
def rejects(request: Ask, id_: str) -> HttpResponse:
    """Rows that could not be read, as CSV; cells that a spreadsheet would run are shielded."""
    content = bootstrap_site.store().run_rejects(_run(id_).id)
    if not content:
        raise Http404
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="rejects-{id_[:8]}.csv"'
    return answer


def _run(id_: str) -> Run:
    store = bootstrap_site.store()
    bootstrap_policy_runs.settle(store)
    found = store.run(id_)
    if found is None:
        raise Http404
    return found
