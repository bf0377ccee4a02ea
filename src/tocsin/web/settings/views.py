"""The overview, retention and erasure, every token, how the desk is, what it is."""

from __future__ import annotations

import platform
from importlib import metadata

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin import __version__, bootstrap_desk, bootstrap_site
from tocsin.accounts.models import Token
from tocsin.app import erasure_retention as retention
from tocsin.app.doctor import Check, examine
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.account.tokens_views import revoke_it
from tocsin.web.settings.held import sign_in_rules
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.noted import note
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action, both, page

LISTED = 500


@page("settings.see")
def overview(request: Ask) -> HttpResponse:
    """Each setting with how it stands."""
    context = {
        "rules": sign_in_rules(),
        "tokens": Token.objects.filter(revoked_at=None).count(),
        "days": retention.retention(bootstrap_site.store()),
        "troubles": [check for check in _checks(request) if not check.fine],
    }
    return render(request, "settings/overview.html", context)


def _checks(request: Ask) -> list[Check]:
    seen, rules = bootstrap_desk.examined(None, request.now)
    return list(examine(seen, rules))


@page("settings.see")
def health(request: Ask) -> HttpResponse:
    """What may keep the desk from its promises, and what to do about it."""
    return render(request, "settings/health.html", {"checks": _checks(request)})


@both("settings.manage")
def keeping(request: Ask) -> HttpResponse:
    """After how long closed escalations lose what is personal; and the way to erase one customer."""
    store = bootstrap_site.store()
    if request.method == "POST":
        days = _days(request)
        before = retention.retention(store)
        retention.keep_for(store, days)
        note(request, "retention.set", "", before=before, after=days)
        messages.success(request, _("Kept."))
        return HttpResponseRedirect("/settings/retention")
    context = {
        "days": retention.retention(store),
        "due": len(retention.due(store, request.now, LISTED)),
        "most": LISTED,
        "shortest": retention.SHORTEST,
        "longest": retention.LONGEST,
    }
    return render(request, "settings/retention.html", context)


def _days(request: Ask) -> int | None:
    if request.POST.get("off"):
        return None
    said = request.POST.get("days", "").strip()
    if not (said.isascii() and said.isdigit() and len(said) < 7):
        text = _("`%s` is no number of days") % said[:20]
        raise Refused(Finding("retention", text, Position.of("days"), _("write a whole number")))
    return int(said)


@page("settings.manage")
def erasing(request: Ask) -> HttpResponse:
    """Looks a customer up, to take their personal data away."""
    text = request.GET.get("q", "").strip()[:100]
    found = bootstrap_site.store().customers(text, 20) if text else []
    return render(request, "settings/erasing.html", {"text": text, "customers": found})


@page("tokens.manage")
def tokens(request: Ask) -> HttpResponse:
    """Everybody's tokens that are good, those used last first."""
    found = Token.objects.filter(revoked_at=None).select_related("account")
    order = found.order_by("-used_at", "-created_at")[:LISTED]
    return render(request, "settings/tokens.html", {"tokens": order})


@action("tokens.manage")
def revoke(request: Ask) -> HttpResponse:
    """A token is refused from now on, whoever's it is."""
    said = request.POST.get("token", "")
    found = Token.objects.select_related("account").filter(pk=int(said) if said.isdigit() else 0).first()
    if found is None:
        text = _("there is no such token")
        raise Refused(Finding("not-found", text, Position.of("token"), _("look at the list again")))
    revoke_it(found, request)
    messages.success(request, _("`%s` is refused from now on.") % found.name)
    return HttpResponseRedirect("/settings/tokens")


@page("settings.see")
def about(request: Ask) -> HttpResponse:
    """Which release this is, on what it stands, and which policy it follows."""
    store = bootstrap_site.store()
    rules = bootstrap_site.desk().books.current()
    context = {
        "release": __version__,
        "python": platform.python_version(),
        "django": metadata.version("django"),
        "where": store.where,
        "shared": store.is_shared,
        "header": rules.policy.document,
        "hash": rules.hash,
        "schema": store.schema_state(),
    }
    return render(request, "settings/about.html", context)
