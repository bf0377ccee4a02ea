"""What happened and what is due, as the page draws it: clocks with their reasons, the timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tocsin.app.desk import timeline
from tocsin.app.desk.clock_why import ClockWhy
from tocsin.app.desk.entry_words import Reader
from tocsin.core.lifecycle.decide.draft import DESK
from tocsin.core.policy.schema.base import ALWAYS
from tocsin.web.escalation import words
from tocsin.web.escalation.look import Seen
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.spans import short

MOST = 60
"""Entries of the timeline that the page begins with; the rest is one link away."""


def clock(why: ClockWhy) -> dict[str, Any]:
    """A clock with its words, its line of time and what was promised."""
    line = why.line
    names, states, spans = words.clock_names(), words.clock_states(), words.spans()
    took = short(why.stopped - why.started) if why.stopped else ""
    return {
        "id": line.name,
        "name": names.get(line.name, line.name),
        "state": line.status,
        "word": states.get(line.status, line.status),
        "due": line.due_at,
        "took": took,
        "target": line.target,
        "calendar": line.calendar,
        "started": why.started,
        "stopped": why.stopped,
        "promised": _promised(why),
        "trail": [turn.replace(" in always", "") for turn in why.trail] if len(why.trail) > 1 else [],
        "spans": [
            {"word": spans.get(s.kind, s.kind), "of": s, "took": short(s.end - s.start)} for s in why.spans
        ],
        "kinds": list({s.kind: spans.get(s.kind, s.kind) for s in why.spans}.items()),
        "due_at": why.due,
        "now_at": why.now,
    }


def _promised(why: ClockWhy) -> str:
    """What was promised, and in which hours it counts."""
    line = why.line
    if line.calendar in (ALWAYS, "always"):
        return _("Promised within %(target)s, counted at any hour (24/7).") % {"target": line.target}
    told = {"target": line.target, "hours": line.calendar}
    return _("Promised within %(target)s, counted in the hours `%(hours)s`.") % told


def timeline_of(request: Ask, seen: Seen, everything: bool = False) -> dict[str, Any]:
    """The entries that are shown, and how many there are besides."""
    wanted = request.GET.get("show", "all")
    wanted = wanted if wanted in ("customer", "people", "desk") else "all"
    reader = Reader.of(seen.view.names, seen.rules)
    found = timeline.entries(seen.view.timeline, seen.recorded, reader, wanted)
    shown = found if everything or request.GET.get("all") else found[:MOST]
    told = [_entry(request, entry) for entry in shown]
    return {"wanted": wanted, "entries": told, "more": len(found) - len(shown), "all": len(found)}


def _entry(request: Ask, entry: timeline.Entry) -> dict[str, Any]:
    more = [
        {"at": each.at if each.at != entry.at else None, "text": words.told(request, each.head) or each.text}
        for each in entry.more
    ]
    return {
        "of": entry,
        "head": words.told(request, entry.head),
        "more": more,
        "desk": entry.actor == DESK,
    }


def due_then(seen: Seen) -> list[dict[str, Any]]:
    """What was due next at that moment: clocks by their ends, and pages."""
    names = words.clock_names()
    found = [
        {"at": due.ends, "what": names.get(due.what) or _("Page on %(ladder)s") % {"ladder": due.what}}
        for due in seen.view.due
        if due.kind in ("breach", "page")
    ]
    return found[:4]


def groups() -> tuple[tuple[str, str], ...]:
    """The filters of the timeline."""
    return (
        ("all", _("All")),
        ("customer", _("Customer")),
        ("people", _("People")),
        ("desk", _("Desk")),
    )
