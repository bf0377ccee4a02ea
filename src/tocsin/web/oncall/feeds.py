"""One's calendar addresses: made, renewed, ended; the address itself is shown once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin.accounts import audit
from tocsin.accounts.feeds import keep
from tocsin.accounts.models import Account
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.oncall import shared
from tocsin.web.oncall.mine import fresh_secret, shown
from tocsin.web.shared.routes import action

_BACK = "/oncall/mine#calendars"


@action("account.own")
def new(request: HttpRequest) -> HttpResponse:
    """Makes an address: for one's own shifts, or for a rotation."""
    rotation = request.POST.get("rotation", "")
    if rotation and rotation not in shared.rules(request).policy.rotations:
        text = _("there is no rotation `%(id)s`") % {"id": rotation[:60]}
        raise Refused(Finding("feed", text, Position.of("form"), _("choose from the list")))
    secret = fresh_secret()
    try:
        made = keep.make(_account(request), rotation, secret, shared.now(request))
    except ValueError as error:
        text, _colon, help_ = str(error).partition(": ")
        raise Refused(Finding("feed", text, Position.of("form"), help_)) from None
    _note(request, "feed.make", made.pk)
    return shown(request, secret, made.pk)


@action("account.own")
def renew(request: HttpRequest, number: int) -> HttpResponse:
    """The same calendar under a new address; the old one stops working at once."""
    secret = fresh_secret()
    if keep.renew(_account(request), number, secret, shared.now(request)) is None:
        raise _unknown()
    _note(request, "feed.renew", number)
    return shown(request, secret, number)


@action("account.own")
def end(request: HttpRequest, number: int) -> HttpResponse:
    """The address stops working at once."""
    if not keep.end(_account(request), number):
        raise _unknown()
    _note(request, "feed.end", number)
    messages.success(request, _("The address no longer works."))
    return HttpResponseRedirect(_BACK)


def _unknown() -> Refused:
    text = _("this is none of your calendar addresses")
    return Refused(Finding("not-found", text, Position.of("request"), _("look at the list of them")))


def _account(request: HttpRequest) -> Account:
    found: Account = request.account  # type: ignore[attr-defined]
    return found


def _note(request: HttpRequest, what: str, number: int) -> None:
    who = request.who  # type: ignore[attr-defined]
    audit.note(
        shared.now(request), who.actor, what, f"calendar {number}", request.META.get("REMOTE_ADDR", "")
    )
