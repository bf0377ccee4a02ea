"""Taking a customer's personal data away: looked at first, and the name typed before it is done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tocsin import bootstrap_site
from tocsin.app.erasure import erase, preview
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.customers.views import url_of
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.noted import note
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import both


@both("customer.erase")
def erasing(request: Ask) -> HttpResponse:
    """What would go and what stays; then, with the name typed, it goes."""
    if request.method == "POST":
        return _done(request)
    seen = preview(bootstrap_site.desk(), request.GET.get("name", ""))
    return render(request, "customers/erase.html", {"seen": seen, "shown": seen.found[:20]})


def _done(request: Ask) -> HttpResponse:
    name, typed = request.POST.get("name", ""), request.POST.get("typed", "")
    if typed.strip() != name.strip():
        text = _("what was typed is not the customer's name")
        help_ = _("type it exactly as it stands on the page: this cannot be undone")
        raise Refused(Finding("erasure", text, Position.of("typed"), help_))
    why = request.POST.get("why", "")
    done = erase(bootstrap_site.desk(), name, request.who.actor, why, request.now)
    first = done.instead.rpartition(" ")[2]
    note(request, "customer.erased", first,
        escalations=len(done.streams), events=done.gone.events,
    )  # fmt: skip
    count = len(done.streams)
    said = ngettext(
        "Personal data is gone from %(count)d escalation.",
        "Personal data is gone from %(count)d escalations.",
        count,
    )  # fmt: skip
    messages.success(request, said % {"count": count})
    return HttpResponseRedirect(url_of(done.instead))
