"""Accounts and the audit log, for those who manage them; and who it is that asks."""

from __future__ import annotations

import os

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from tocsin import bootstrap_site
from tocsin.accounts import audit
from tocsin.accounts.models import Account, AuditLine
from tocsin.accounts.people import manage
from tocsin.accounts.people.codes import clean_address
from tocsin.accounts.signin.invites import invite
from tocsin.api.v1.asking import asker
from tocsin.api.v1.cursor import cursor, number
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.reply import reply
from tocsin.api.v1.says import people as says
from tocsin.api.v1.values import Id
from tocsin.api.v1.wants.lists import Paged
from tocsin.api.v1.wants.people import AccountChange, Invitation, Lines
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso
from tocsin.core.rights.actions import Action
from tocsin.core.rights.decide import allowed
from tocsin.core.rights.table import TABLE

router = Router(tags=["People"])
SEE, MANAGE = Told(Action.PEOPLE_SEE), Told(Action.PEOPLE_MANAGE)


@endpoint(router, "GET", "/people", SEE, says=says.Accounts)
def list_people(request: HttpRequest, asked: Query[Paged]) -> HttpResponse:
    """List the accounts."""
    found = Account.objects.order_by("pk")
    if asked.after:
        found = found.filter(pk__gt=number(asked.after))
    page = list(found[: asked.limit + 1])
    more = cursor(page[asked.limit - 1].pk) if len(page) > asked.limit else None
    return reply({"items": [_account(each) for each in page[: asked.limit]], "next": more})


@endpoint(router, "GET", "/people/{username}", SEE, says=says.Account)
def get_person(request: HttpRequest, username: Id) -> HttpResponse:
    """Show one account."""
    return reply(_account(_of(username)))


@endpoint(router, "PATCH", "/people/{username}", MANAGE, says=says.Account)
def change_person(request: HttpRequest, username: Id, wanted: AccountChange) -> HttpResponse:
    """Change the name, the contact or the role of an account, or switch it off or on.

    Nobody gives themselves more rights, and the last administrator stays one.
    """
    who, account = asker(request), _of(username)
    desk = bootstrap_site.desk()
    if wanted.name is not None:
        account.name = wanted.name.strip()
        account.save(update_fields=["name"])
        audit.note(who.now, who.account.username, "account.name", account.username, who.address)
    if wanted.contact is not None:
        known = frozenset(desk.books.current().policy.contacts)
        manage.join_contact(account, wanted.contact, known, who.account, who.now)
    if wanted.role is not None:
        manage.change_role(account, wanted.role, who.account, who.now)
    if wanted.active is not None and wanted.active != account.is_active:
        if wanted.active:
            manage.switch_on(account, who.account, who.now)
        else:
            manage.switch_off(account, who.account, who.now)
    return reply(_account(account))


@endpoint(
    router, "POST", "/people/invitations", Told(Action.PEOPLE_MANAGE, key=True), says=says.Invited,
    status=201, keep=True,
)  # fmt: skip
def invite_person(request: HttpRequest, wanted: Invitation) -> HttpResponse:
    """Invite somebody: the answer holds a one-time link by which they make their account."""
    who = asker(request)
    _refuse_known(wanted)
    base = os.environ.get("TOCSIN_URL", "").strip().rstrip("/") or f"{request.scheme}://{request.get_host()}"
    link = invite(base, who.account.username, who.now, **wanted.model_dump())
    return reply({"link": link}, 201)


@endpoint(router, "GET", "/audit", Told(Action.AUDIT_SEE), says=says.AuditLog)
def list_audit(request: HttpRequest, asked: Query[Lines]) -> HttpResponse:
    """List what was done to accounts, tokens, settings and policies, the latest first."""
    found = AuditLine.objects.order_by("-pk")
    for name in ("actor", "action"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    if asked.after:
        found = found.filter(pk__lt=number(asked.after))
    page = list(found[: asked.limit + 1])
    more = cursor(page[asked.limit - 1].pk) if len(page) > asked.limit else None
    return reply({"items": [_line(each) for each in page[: asked.limit]], "next": more})


me = Router(tags=["Me"])


@endpoint(me, "GET", "/me", Told(Action.ACCOUNT_OWN), says=says.Me)
def who_am_i(request: HttpRequest) -> HttpResponse:
    """Say who asks, by which token, and what they may."""
    who = asker(request)
    granted = TABLE[who.who.role]
    may = {str(a): str(s) for a, s in granted.items() if allowed(who.who, a, own=True).allowed}
    return reply(
        {
            "name": who.who.name,
            "actor": who.who.actor,
            "username": who.account.username,
            "role": str(who.who.role),
            "token": who.token.name if who.token else None,
            "scopes": sorted(who.who.scopes) if who.who.scopes is not None else None,
            "may": may,
            "now": iso(who.now),
        }
    )


def _of(username: str) -> Account:
    found = Account.objects.filter(username__iexact=username).first()
    if found is None:
        text = f"there is no account `{username}`"
        raise Refused(Finding("unknown-account", text, Position.of("path"), "see `GET /people`"))
    return found


def _refuse_known(wanted: Invitation) -> None:
    contacts = bootstrap_site.desk().books.current().policy.contacts
    found = Account.objects.filter(contact=wanted.contact) if wanted.contact else Account.objects.none()
    if wanted.contact and (wanted.contact not in contacts or found.exists()):
        text, help_ = (
            f"`{wanted.contact}` has an account, or is no contact of the policy",
            "choose another one",
        )
        raise Refused(Finding("people", text, Position.of("body contact"), help_))
    if wanted.email and Account.objects.filter(email__iexact=clean_address("email", wanted.email)).exists():
        text = f"somebody has an account with `{wanted.email}`"
        raise Refused(Finding("people", text, Position.of("body email"), "see `GET /people`"))


def _account(account: Account) -> dict[str, object]:
    return {
        "username": account.username,
        "name": account.name,
        "email": account.email,
        "role": account.role,
        "contact": account.contact or None,
        "zone": account.zone,
        "active": account.is_active,
        "created_at": iso(account.created_at) if account.created_at else None,
    }


def _line(line: AuditLine) -> dict[str, object]:
    return {
        "id": line.pk, "at": iso(line.at), "actor": line.actor, "action": line.action,
        "object": line.object, "detail": line.detail, "address": line.address,
    }  # fmt: skip
