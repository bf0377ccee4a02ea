"""What people do with a version: sign, take back, withdraw, give a title, activate, move escalations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tocsin import bootstrap_site
from tocsin.accounts.models import Account
from tocsin.app.doing import Forbidden, do
from tocsin.app.ports import Conflict
from tocsin.core.lifecycle.commands import MovePolicy
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.policy.shared import note, person, versions
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.pages import may
from tocsin.web.shared.routes import action

MOVED_AT_ONCE = 25


def _back(hash_: str, anchor: str = "") -> HttpResponse:
    return HttpResponseRedirect(f"/policy/versions/{hash_[:12]}{anchor}")


@action("policy.sign")
def sign(request: Ask, hash_: str) -> HttpResponse:
    """Signs as whom the policy names; the box says that the words were read."""
    seat = request.POST.get("seat", "")
    if request.POST.get("agreed") != "yes":
        text = _("the words were not agreed to")
        raise Refused(Finding("agreed", text, Position.of("form"), _("read them, tick the box, then sign")))
    version = versions().sign(hash_, seat, person(request), request.now)
    note(request, "policy.sign", version.short, version=version.number, seat=seat)
    messages.success(request, _("Signed."))
    return _back(version.hash, "#signatures")


@action("policy.sign")
def unsign(request: Ask, hash_: str) -> HttpResponse:
    """Takes one's own signature back."""
    seat = request.POST.get("seat", "")
    version = versions().unsign(hash_, seat, person(request), request.now)
    note(request, "policy.unsign", version.short, version=version.number, seat=seat)
    messages.success(request, _("Your signature is taken back."))
    return _back(version.hash, "#signatures")


@action("policy.propose")
def withdraw(request: Ask, hash_: str) -> HttpResponse:
    """Takes a proposal back: whoever proposed it, or whoever may activate it."""
    found, me = versions().get(hash_), person(request)
    if found.account != me.account and not may(request, "policy.activate"):
        raise Forbidden(_("who proposed it does, or an administrator"), "policy.withdraw", found.short)
    version = versions().withdraw(found.hash, me, request.POST.get("note", ""), request.now)
    note(request, "policy.withdraw", version.short, version=version.number)
    messages.success(request, _("Withdrawn; its signatures fell away."))
    return _back(version.hash)


@action("people.manage")
def assign(request: Ask, hash_: str) -> HttpResponse:
    """Says which account holds a title, for this and every later version."""
    seat, account = request.POST.get("seat", ""), request.POST.get("account", "")
    known = versions()
    found = known.get(hash_)
    if not any(each.id == seat and not each.anyone for each in found.seats):
        text = _("this version has no line `%(seat)s` to sign") % {"seat": seat[:60]}
        raise Refused(Finding("version", text, Position.of("form"), _("see who signs it")))
    if account and not Account.objects.filter(username=account, is_active=True).exists():
        text = _("there is no account `%(name)s`") % {"name": account[:60]}
        raise Refused(Finding("account", text, Position.of("form"), _("choose one of the list")))
    known.assign(seat, account, person(request), request.now)
    note(request, "policy.assign", seat, account=account or "nobody")
    messages.success(request, _("Kept: who holds this title signs here and in later versions."))
    return _back(found.hash, "#signatures")


@action("policy.activate")
def activate(request: Ask, hash_: str) -> HttpResponse:
    """From now on new tickets follow it; the same press twice is one."""
    known = versions()
    before, found = known.current(), known.get(hash_)
    if found.stand != "active":
        found = known.activate(found.hash, person(request), request.now)
        note(request, "policy.activate", found.short, version=found.number, over=before[:12])
        messages.success(request, _("Active: new tickets follow it from now on."))
    return _back(found.hash)


@action("escalation.move")
def move(request: Ask, hash_: str) -> HttpResponse:
    """Open escalations under other policies go under the one in force, some at a time."""
    known = versions()
    found = known.get(hash_)
    if found.stand != "active":
        text = _("only under the policy in force")
        raise Refused(Finding("version", text, Position.of(found.short), _("activate it first")))
    reason = request.POST.get("reason", "").strip() or _("the policy changed")
    streams = known.store.streams_not_under(found.hash, MOVED_AT_ONCE)
    failed = [stream for stream in streams if not _moved(request, stream, found.hash, reason)]
    done = len(streams) - len(failed)
    note(request, "policy.move", found.short, moved=done, failed=len(failed))
    messages.success(
        request, ngettext("%(n)d escalation moved.", "%(n)d escalations moved.", done) % {"n": done}
    )
    if failed:
        messages.warning(
            request, _("Not moved: %(which)s. Look at each.") % {"which": ", ".join(failed[:10])}
        )
    return _back(found.hash, "#open")


def _moved(request: Ask, stream: str, hash_: str, reason: str) -> bool:
    command, key = MovePolicy(hash_, reason[:500]), request.POST.get("key", "")
    try:
        do(
            bootstrap_site.desk(), request.who, stream, [command], request.now,
            key=f"move:{key}:{stream}" if key else "",
        )  # fmt: skip
    except (Refused, Conflict):
        return False
    return True
