"""What the pages of this room share: the versions, which one is looked at, who acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tocsin import bootstrap_policy, bootstrap_site
from tocsin.accounts import audit
from tocsin.accounts.proof import proven
from tocsin.app.versions import Versions
from tocsin.app.versions_parts import Person, Stand, Version
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.pages import render


def versions() -> Versions:
    """The versions of the desk's policy."""
    return bootstrap_policy.versions(bootstrap_site.desk())


def person(request: Ask) -> Person:
    """Who acts, with the addresses that are surely theirs."""
    account = request.account
    contact = bootstrap_site.desk().books.current().policy.contacts.get(account.contact)
    emails = proven(account, contact.email if contact else "")
    return Person(account.username, account.called, account.role, emails)


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


def waiting(request: Ask) -> list[Version]:
    """Versions that wait for the viewer's own signature."""
    known, me = versions(), person(request)
    under_way = (v for v in known.all() if v.stand in (Stand.PROPOSED, Stand.READY))
    return [version for version in under_way if known.may_sign(version, me)]


def note(request: Ask, action: str, object_: str, **detail: Any) -> None:
    """A line of the audit log."""
    account, now = request.account, request.now
    audit.note(now, account.username, action, object_, request.META.get("REMOTE_ADDR", ""), **detail)
