"""A word to the customer, read while it is typed: nothing is kept and nothing is sent (A5.3, A5.7)."""

from __future__ import annotations

from datetime import datetime
from html import escape

from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tocsin.app.desk.update_check import Flag, next_due, read_update
from tocsin.core.model.finding import Refused
from tocsin.web.escalation.look import look
from tocsin.web.escalation.verbs import Form, promised
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action


@action("escalation.see")
def reading(request: Ask, stream: str) -> HttpResponse:
    """What the text has, what nothing in it looks like, what should not go out, when the next is due."""
    seen = look(request, stream)
    text = request.POST.get("text", "")[:20_000]
    found = read_update(text, seen.view.state, seen.rules, request.now, seen.person)
    when = _promised(Form(request, seen))
    due = next_due(seen.view.state, seen.rules, request.now, seen.person, when) if when else found.next_due
    context = {
        "reading": found,
        "parts": [{"label": _(part.name), "seen": part.seen} for part in found.parts],
        "flags": [{"of": flag, "why": _(flag.why)} for flag in found.flags if not _is_blank(flag)],
        "blanks": [flag.words.strip("[]") for flag in found.flags if _is_blank(flag)],
        "marked": marked(text, found.flags),
        "has_text": bool(text.strip()),
        "next_due": due,
        "promised": when,
        "roles": seen.rules.policy.roles,
        "approvals": [
            (seen.rules.policy.roles[by].name if by in seen.rules.policy.roles else by, said)
            for by, said in found.approvals
        ],
    }
    return render(request, "escalation/reading.html", context)


def _is_blank(flag: Flag) -> bool:
    return flag.words.startswith("[")


def _promised(form: Form) -> datetime | None:
    try:
        return promised(form)
    except Refused:
        return None


def marked(text: str, flags: tuple[Flag, ...]) -> SafeString:
    """The text with what should not go out marked in it; only what stands around a mark is shown."""
    pieces, at = [], 0
    for flag in flags:
        if flag.start >= at:
            pieces.append(
                f"{escape(_around(text[at : flag.start], bool(at)))}<mark>{escape(flag.words)}</mark>"
            )
            at = flag.end
    if not pieces:
        return SafeString("")
    rest = text[at:]
    pieces.append(escape(f"{rest[:60]}…" if len(rest) > 60 else rest))
    return mark_safe("".join(pieces))  # noqa: S308 (escaped piece by piece)


def _around(text: str, between: bool) -> str:
    """The end of what stands before a mark; between two marks its beginning too."""
    if len(text) <= 160:
        return text
    return f"{text[:60]} … {text[-80:]}" if between else f"…{text[-80:]}"
