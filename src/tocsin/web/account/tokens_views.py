"""My keys to the API: named, bounded, shown once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.accounts import tokens
from tocsin.accounts.models import Token
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.rights.decide import SCOPES
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.noted import note
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action, page
from tocsin.web.signin.proof import proven

HERE = "/me/tokens/"
DAYS = (30, 90, 365)
"""How long a token may be good for; 0: until it is revoked."""
MOST = 50


@page("tokens.own")
def own(request: Ask) -> HttpResponse:
    """The tokens that are good, and a form for a new one."""
    return _shown(request, "")


def _shown(request: Ask, secret: str) -> HttpResponse:
    found = Token.objects.filter(account=request.account, revoked_at=None).order_by("-created_at")
    context = {"tokens": found, "secret": secret, "scopes": SCOPES, "days": DAYS}
    answer = render(request, "account/tokens.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@action("tokens.own")
@proven
def new(request: Ask) -> HttpResponse:
    """Makes a token, and shows its secret this once."""
    name, scopes = request.POST.get("name", "").strip(), request.POST.getlist("scopes")
    if not name:
        raise _refused(_("the token has no name"), _("name it after what uses it"))
    if Token.objects.filter(account=request.account, revoked_at=None).count() >= MOST:
        raise _refused(_("you have %d tokens") % MOST, _("revoke what is no longer used"))
    secret = tokens.PREFIX + bootstrap_site.fresh_secret()
    try:
        tokens.make(request.account, name, scopes, secret, request.now, _until(request))
    except ValueError:
        raise _refused(_("it may do nothing"), _("choose what it may do")) from None
    note(request, "token.made", name[:80], scopes=sorted(scopes),
        owner=request.account.username,
    )  # fmt: skip
    return _shown(request, secret)


def _until(request: Ask) -> datetime | None:
    said = request.POST.get("days", "")
    if said not in {"0", *map(str, DAYS)}:
        raise _refused(_("`%s` is no choice of days") % said[:20], _("choose one from the list"))
    return request.now + timedelta(days=int(said)) if said != "0" else None


@action("tokens.own")
def revoke(request: Ask) -> HttpResponse:
    """It is refused from now on."""
    said = request.POST.get("token", "")
    found = Token.objects.filter(account=request.account, pk=int(said) if said.isdigit() else 0).first()
    if found is None:
        raise _refused(_("you have no such token"), _("look at the list again"))
    revoke_it(found, request)
    return HttpResponseRedirect(HERE)


def revoke_it(token: Token, request: Ask) -> None:
    """Ends a token, whoever's it is; a second time changes nothing."""
    changed = Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=request.now)
    if changed:
        note(request, "token.revoked", token.name, owner=token.account.username)


def _refused(message: str, help_: str) -> Refused:
    return Refused(Finding("usage", message, Position.of("token"), help_))
