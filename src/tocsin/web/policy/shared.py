"""What the pages of this room share: the versions, which one is looked at, who acts."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.http import HttpResponse
from django.utils.translation import gettext as _

from tocsin import bootstrap_policy, bootstrap_site
from tocsin.accounts import audit
from tocsin.accounts.models import AuditLine
from tocsin.app.versions import Versions
from tocsin.app.versions_parts import Person, Version
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.pages import render


def versions() -> Versions:
    """The versions of the desk's policy."""
    return bootstrap_policy.versions(bootstrap_site.desk())


def person(request: Ask) -> Person:
    """Who acts, with the addresses that are surely theirs."""
    account = request.account
    return Person(account.username, account.called, account.role, frozenset(_addresses(account)))


def _addresses(account: Any) -> set[str]:
    """Addresses that somebody else vouches for: one that people gave themselves is no proof of who they are.

    Verified by a letter; or an administrator's word: the contact that the account is, or the address that
    it was made with and has never changed by itself.
    """
    found = {a.email.lower() for a in EmailAddress.objects.filter(user=account, verified=True)}
    contact = bootstrap_site.desk().books.current().policy.contacts.get(account.contact)
    if contact is not None and contact.email:
        found.add(contact.email.lower())
    by_itself = AuditLine.objects.filter(
        action="account.email", actor=account.username, object=account.username
    )
    if account.email and not by_itself.exists():
        found.add(account.email.lower())
    return found


def looked_at(request: Ask) -> Version:
    """The version that `?version=` names, else the one in force. Raises Refused."""
    known = versions()
    wanted = request.GET.get("version", "") or known.current()
    if not wanted:
        text, help_ = _("this desk has no policy yet"), _("propose one, or run `tocsin db init POLICY`")
        raise Refused(Finding("no-policy", text, Position.of("database"), help_))
    return known.get(wanted)


def shown(request: Ask, template: str, tab: str, version: Version | None = None, **more: Any) -> HttpResponse:
    """A page of this room: `tab` is where it stands, `version` the one that is looked at."""
    status = more.pop("status", 200)
    link = f"?version={version.short}" if version is not None and version.stand != "active" else ""
    told = {"tab": tab, "looked": version, "link": link, **more}
    return render(request, template, told, status=status)


def note(request: Ask, action: str, object_: str, **detail: Any) -> None:
    """A line of the audit log."""
    account, now = request.account, request.now
    audit.note(now, account.username, action, object_, request.META.get("REMOTE_ADDR", ""), **detail)
