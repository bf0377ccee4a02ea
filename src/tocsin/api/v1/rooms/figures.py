"""The six figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from tocsin import bootstrap_site
from tocsin.api.v1.asking import asker
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.reply import reply
from tocsin.api.v1.says.people import Figures
from tocsin.app.desk.figures import six
from tocsin.core.model.instant import iso
from tocsin.core.rights.actions import Action

router = Router(tags=["Figures"])


@endpoint(router, "GET", "/figures", Told(Action.DESK_SEE), says=Figures)
def get_figures(request: HttpRequest) -> HttpResponse:
    """Show the six figures of the desk: open escalations, response, resolution, and how they stand."""
    now = asker(request).now
    items = [
        {"id": f.id, "name": f.name, "value": f.value, "unit": f.unit, "note": f.note}
        for f in six(bootstrap_site.desk(), now)
    ]
    return reply({"at": iso(now), "items": items})
