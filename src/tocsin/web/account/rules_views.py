"""When I am paged by what: my own rules, over the policy's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.app import reach
from tocsin.core.ladders.rungs import Rule
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.account.contact_send import sends
from tocsin.web.account.contact_views import contact_of, mine
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.noted import note
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import both

HERE = "/me/rules/"
SPARE = 2
"""Empty lines for further rules."""


@both("account.own")
def rules(request: Ask) -> HttpResponse:
    """The rules, one a line; a line without a method is none."""
    if request.method == "POST":
        return _kept(request)
    known, own = contact_of(request), mine(request)
    made, ways = reach.laid_over(known, own) if known else (None, ())
    methods = reach.methods_of(made) if made else ()
    context = {
        "contact": known,
        "own": bool(own.rules),
        "ways": [_said(rule) for rule in ways],
        "lines": [*(_said(rule) for rule in own.rules), *({"by": "", "after": 0} for _n in range(SPARE))],
        "methods": methods,
        "unsent": [method for method in methods if method not in sends()],
        "severities": list(_severities()),
        "longest": int(reach.LONGEST.total_seconds() // 60),
    }
    return render(request, "account/rules.html", context)


def _said(rule: Rule) -> dict[str, Any]:
    minutes = int(rule.after.total_seconds() // 60)
    return {"by": rule.method, "after": minutes, "severities": rule.severities}


def _severities() -> tuple[str, ...]:
    return tuple(bootstrap_site.desk().books.current().policy.severities)


def _kept(request: Ask) -> HttpResponse:
    known = contact_of(request)
    found = _sent(request)
    reach.set_rules(bootstrap_site.store(), known, request.account.contact, found, _severities(), request.now)
    note(request, "contact.rules", request.account.username, rules=len(found))
    said = _("Kept: you are paged by these rules.") if found else _("Kept: the policy's rules hold for you.")
    messages.success(request, said)
    return HttpResponseRedirect(HERE)


def _sent(request: Ask) -> list[Rule]:
    if request.POST.get("reset"):
        return []
    methods, spans = request.POST.getlist("by"), request.POST.getlist("after")
    return [
        Rule(
            method,
            _minutes(spans[n] if n < len(spans) else "0"),
            tuple(request.POST.getlist(f"severity-{n}")),
        )
        for n, method in enumerate(methods)
        if method
    ]


def _minutes(said: str) -> timedelta:
    text = said.strip() or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        message = _("`%s` is no number of minutes") % said[:20]
        raise Refused(
            Finding("reach", message, Position.of("rules"), _("write a whole number, 0 for at once"))
        )
    return timedelta(minutes=int(text))
