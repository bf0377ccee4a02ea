"""One version: how it stands, what is missing, who signs, what changes, its files."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tocsin.accounts.models import Account
from tocsin.app.versions_parts import Version
from tocsin.core.model.finding import Gravity, Refused
from tocsin.web.policy.changes import grouped_by_hash, lines_by_hash
from tocsin.web.policy.shared import person, shown, versions
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.pages import may
from tocsin.web.shared.routes import page


@page("policy.see")
def version(request: Ask, hash_: str) -> HttpResponse:
    """Everything that somebody must see before they sign or activate it."""
    known = versions()
    found = known.get(hash_, counted=True)
    me, now = person(request), request.now
    mine = {seat.id: (why, words) for seat, why, words in known.may_sign(found, me)}
    told: dict[str, Any] = {
        "missing": known.missing(found, now), "me": me,
        "seats": [(seat, *mine.get(seat.id, ("", ""))) for seat in found.seats],
        "checked": _checked(found), "elsewhere": _elsewhere(found) if found.stand == "active" else 0,
        "accounts": _accounts(request), **_compared(request, found),
    }  # fmt: skip
    return shown(request, "policy/version.html", "versions", found, **told)


def _checked(found: Version) -> dict[str, Any]:
    """The check in figures."""
    if not found.whole:
        return {}
    checked = versions().checked(found.hash)
    report = checked.report
    counts = {g.value: report.count(g) for g in Gravity}
    return {**counts, "tests": len(checked.outcomes), "failed": len(checked.failed), "broken": checked.broken}


def _elsewhere(found: Version) -> int:
    """How many open escalations another policy governs, once this one is in force."""
    under = versions().store.open_under()
    return sum(number for hash_, number in under.items() if hash_ != found.hash)


def _accounts(request: Ask) -> list[Any]:
    """Whom an administrator may give a title to: everybody but themselves."""
    if not may(request, "people.manage"):
        return []
    account = request.account
    return list(Account.objects.filter(is_active=True).exclude(pk=account.pk).order_by("name", "username"))


def _against(request: Ask, found: Version) -> str:
    """The hash of the version it is compared with: the one named, the one in force, or the one before."""
    known = versions()
    wanted = request.GET.get("against", "")
    if wanted:
        return known.get(wanted).hash
    if found.stand != "active":
        return known.current()
    earlier = [v for v in known.all() if v.stand == "earlier"]
    return earlier[0].hash if earlier else ""


def _compared(request: Ask, found: Version) -> dict[str, Any]:
    known = versions()
    try:
        against = _against(request, found)
        if not against or against == found.hash:
            return {"against": None}
        before = known.get(against)
        changes = grouped_by_hash(before.hash, found.hash)
    except Refused:
        return {"against": None}
    count = sum(len(some) for _subject, some in changes)
    others = [v for v in known.all() if v.hash != found.hash]
    return {"against": before, "changes": changes, "count": count, "others": others}


@page("policy.see")
def text(request: Ask, hash_: str) -> HttpResponse:
    """Two versions as texts, with the words marked that differ."""
    known = versions()
    found = known.get(hash_)
    against = _against(request, found)
    if not against:
        return shown(request, "policy/text.html", "versions", found, hunks=(), against=None)
    hunks = lines_by_hash(against, found.hash)
    return shown(
        request, "policy/text.html", "versions", found, hunks=hunks, against=known.get(against),
        title=_("What changed in the text"),
    )  # fmt: skip


@page("policy.see")
def files(request: Ask, hash_: str) -> HttpResponse:
    """The files of a version, or one of them to keep."""
    known = versions()
    found = known.get(hash_)
    texts = known.files(found.hash)
    name = request.GET.get("name", "")
    if name in texts:
        answer = HttpResponse(texts[name], content_type="text/plain; charset=utf-8")
        kept = name.replace("/", "-").encode("ascii", "replace").decode().replace('"', "")
        answer.headers["Content-Disposition"] = f'attachment; filename="{kept}"'
        return answer
    listed = [(file, content, content.count("\n") + 1) for file, content in sorted(texts.items())]
    return shown(request, "policy/files.html", "versions", found, files=listed)
