"""What administrators do with accounts."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.accounts.models import Account
from tocsin.accounts.people import codes, manage
from tocsin.accounts.signin import invites
from tocsin.app import reach
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.rights.table import Role
from tocsin.web.people.views import account_of, rules_now
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.noted import note
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action, both
from tocsin.web.signin import door
from tocsin.web.signin.proof import proven


def _by(request: Ask) -> tuple[Account, datetime, str]:
    """Who does it, when, and from where."""
    return request.account, request.now, door.address_of(request)


def _back(account: Account, said: str, request: Ask) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(f"/people/of/{account.username}")


@action("people.manage")
@proven
def role(request: Ask, username: str) -> HttpResponse:
    """Gives another role."""
    account = account_of(username)
    manage.change_role(account, request.POST.get("role", ""), *_by(request))
    return _back(account, _("%s has the role now; it holds at once.") % account.called, request)


@action("people.manage")
def contact(request: Ask, username: str) -> HttpResponse:
    """Joins the account with a contact of the policy, or parts them."""
    account, known = account_of(username), frozenset(rules_now().policy.contacts)
    manage.join_contact(account, request.POST.get("contact", ""), known, *_by(request))
    return _back(account, _("Kept: pages and shifts of this contact are theirs."), request)


@action("people.manage")
def off(request: Ask, username: str) -> HttpResponse:
    """They cannot sign in any more."""
    account = account_of(username)
    manage.switch_off(account, *_by(request))
    return _back(account, _("%s is switched off and signed out everywhere.") % account.called, request)


@action("people.manage")
def on(request: Ask, username: str) -> HttpResponse:
    """They can sign in again."""
    account = account_of(username)
    manage.switch_on(account, *_by(request))
    return _back(account, _("%s can sign in again.") % account.called, request)


@action("people.manage")
def confirm(request: Ask, username: str) -> HttpResponse:
    """An administrator called there, and it was they."""
    account = account_of(username)
    waiting = codes.pending(account, request.now).filter(digest="", kind=request.POST.get("kind", "")).first()
    if waiting is None or waiting.address != request.POST.get("address", ""):
        text, help_ = _("this address no longer waits to be confirmed"), _("look at the page again")
        raise Refused(Finding("conflict", text, Position.of("people"), help_))
    if account.pk == request.account.pk:
        text, help_ = _("nobody confirms their own address"), _("ask another administrator")
        raise Refused(Finding("forbidden", text, Position.of("people"), help_))
    known = rules_now().policy.contacts.get(account.contact)
    address, by = codes.confirm(waiting), request.account.username
    reach.keep_way(bootstrap_site.store(), known, account.contact, waiting.kind, address, by, request.now)
    note(request, "contact.confirmed", account.username, kind=waiting.kind)
    return _back(account, _("Confirmed: pages go there from now on."), request)


@both("people.manage")
@proven
def invite(request: Ask) -> HttpResponse:
    """A one-time link by which somebody makes their account; shown once, to be handed over."""
    contacts = rules_now().policy.contacts
    taken = set(Account.objects.exclude(contact="").values_list("contact", flat=True))
    free = sorted(
        ((id_, one.name) for id_, one in contacts.items() if id_ not in taken), key=lambda pair: pair[1]
    )
    asked = request.POST if request.method == "POST" else request.GET
    wanted = contacts.get(asked.get("contact", ""))
    said = {"name": wanted.name if wanted else "", "email": wanted.email if wanted else ""}
    context = {"roles": list(Role), "free": free, "chosen": asked.get("contact", ""), **said, "role": "agent"}
    if request.method == "POST":
        context |= {"link": _link(request, set(contacts) - taken), "role": request.POST.get("role", "")}
        context |= {"name": request.POST.get("name", ""), "email": request.POST.get("email", "")}
    answer = render(request, "people/invite.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _link(request: Ask, free: set[str]) -> str:
    said = {name: request.POST.get(name, "").strip() for name in ("role", "email", "name", "contact")}
    if said["role"] not in set(Role):
        raise _refused(_("`%s` is no role") % said["role"][:20], _("choose one from the list"))
    if said["contact"] and said["contact"] not in free:
        raise _refused(_("this contact has an account, or is not in the policy"), _("choose another one"))
    if said["email"]:
        said["email"] = codes.clean_address("email", said["email"])
        if Account.objects.filter(email__iexact=said["email"]).exists():
            raise _refused(_("somebody has an account with this address"), _("look for them under People"))
    return invites.invite(
        door.public_url(request), request.account.username, request.now, role=said["role"],
        email=said["email"], name=said["name"][:120], contact=said["contact"],
    )  # fmt: skip


def _refused(message: str, help_: str) -> Refused:
    return Refused(Finding("people", message, Position.of("invitation"), help_))
