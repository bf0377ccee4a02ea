"""Calibration runs that were started from the page: how far they are, what came of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from tocsin import bootstrap_site
from tocsin.accounts import audit
from tocsin.api.v1.asking import asker
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.reply import reply
from tocsin.api.v1.says import more as says
from tocsin.api.v1.values import Id
from tocsin.app.ports_calibrations import Run
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso
from tocsin.core.rights.actions import Action

router = Router(tags=["Policy"])
RUN = Told(Action.CALIBRATION_RUN)


@endpoint(router, "GET", "/calibrations", RUN, says=says.CalibrationRuns)
def list_calibrations(request: HttpRequest) -> HttpResponse:
    """List the latest calibration runs."""
    return reply({"items": [_run(each) for each in bootstrap_site.store().runs()]})


@endpoint(router, "GET", "/calibrations/{id}", RUN, says=says.CalibrationRun)
def get_calibration(request: HttpRequest, id: Id) -> HttpResponse:
    """Show how far a calibration is, or what came of it."""
    return reply(_run(_of(id)))


@endpoint(router, "POST", "/calibrations/{id}/cancel", RUN, says=says.CalibrationRun)
def cancel_calibration(request: HttpRequest, id: Id) -> HttpResponse:
    """End a calibration that is still running."""
    who = asker(request)
    found = _of(id)
    if bootstrap_site.store().cancel_run(found.id, who.now):
        audit.note(who.now, who.account.username, "calibration.cancel", found.id, who.address)
    return reply(_run(_of(id)))


def _of(id_: str) -> Run:
    found = bootstrap_site.store().run(id_)
    if found is None:
        text = f"there is no calibration `{id_}`"
        raise Refused(Finding("unknown-calibration", text, Position.of("path"), "see `GET /calibrations`"))
    return found


def _run(run: Run) -> dict[str, object]:
    return {
        "id": run.id, "at": iso(run.at), "actor": run.actor, "name": run.name, "history": run.history,
        "policy": run.policy, "state": run.state, "step": run.step,
        "percent": run.percent if run.percent >= 0 else None, "said": run.said, "summary": run.summary,
        "ended_at": iso(run.ended_at) if run.ended_at else None,
    }  # fmt: skip
