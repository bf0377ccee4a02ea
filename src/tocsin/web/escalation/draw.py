"""The context of the page's templates: what was gathered, in words and in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tocsin.app.desk import timeline
from tocsin.app.desk.clock_why import ClockWhy
from tocsin.app.desk.draft_update import drafts
from tocsin.app.desk.entry_words import Reader
from tocsin.app.desk.fact_fields import fields
from tocsin.app.desk.path_view import Tree, label
from tocsin.app.desk.standing import unanswered
from tocsin.app.desk.step import Look
from tocsin.app.desk.update_check import NAMES, next_due
from tocsin.core.criteria.vocabulary import Fact, Kind
from tocsin.core.lifecycle.decide.draft import DESK
from tocsin.core.model.instant import from_micros
from tocsin.core.policy.schema.base import ALWAYS
from tocsin.web.escalation import words
from tocsin.web.escalation.look import Seen, parts, their_zone
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.spans import short

GATE_VERBS = {"stabilised": "stabilise", "resolved": "resolve", "closed": "close"}
MOST = 60
"""Entries of the timeline that the page begins with; the rest is one link away."""


def context_of(request: Ask, seen: Seen) -> dict[str, Any]:
    """Everything that the live parts of the page need."""
    found = dict(parts(seen))
    tree: Tree = found["tree"]
    return {
        **head_of(request, seen, tree),
        **found,
        "step": words.step(request, seen.step),
        "undo": _undo(request, seen),
        "clocks": [_clock(each) for each in found["clocks"]],
        "timeline": timeline_of(request, seen),
        "spent": unanswered(seen.view.state),
        "can": {kind: True for kind in seen.view.possible if kind in seen.may},
        "ack_one": _one_to_answer(seen),
        "me": seen.person,
        "speaks": Look(seen.view, seen.rules, seen.person).speaks,
        "is_contact": seen.person in seen.rules.policy.contacts,
        "conditions": [
            {"of": c, "by": seen.view.state.confirmed.get(c.line, "")} for c in seen.view.conditions
        ],
        "gate_verb": GATE_VERBS.get(seen.view.gate, ""),
        "can_gate": seen.can(GATE_VERBS.get(seen.view.gate, "")),
        "may_gate": seen.can(GATE_VERBS.get(seen.view.gate, "")) or seen.can("confirm"),
        "groups": groups(),
        "known": known(seen),
        "targets": list(targets(seen)),
    }


def _one_to_answer(seen: Seen) -> bool:
    """Whether it is plain which ladder an acknowledgement is about."""
    look = Look(seen.view, seen.rules, seen.person)
    return bool(look.paged) or len(look.unanswered) == 1


def head_of(request: Ask, seen: Seen, tree: Tree) -> dict[str, Any]:
    """Who, what, how bad and why: the top of the page."""
    state = seen.view.state
    level = seen.rules.policy.levels.get(state.level)
    return {
        "id": seen.id,
        "version": state.version,
        "state": state,
        "level_name": level.name if level else "",
        "view": seen.view,
        "names": seen.view.names,
        "status": words.statuses().get(state.status.value, state.status.value),
        "reasons": list(reasons(seen, tree)),
        "their": _their(request, seen),
        "segment": _segment(seen),
        "arr": seen.view.facts.get("arr", ""),
        "opened": state.times.opened or state.times.reported,
    }


def reasons(seen: Seen, tree: Tree) -> Iterator[dict[str, Any]]:
    """Why it has this severity and level: criteria with their facts, or what a person said."""
    if tree.decided:
        yield {"what": _("Rated so"), "text": tree.decided, "because": {}}
        return
    wanted = {
        tree.severity: tree.severity,
        str(tree.level): _("Level %d") % tree.level,
        "": _("Stop the line"),
    }
    for node in tree.nodes:
        if node.taken and not node.below and node.target in wanted:
            held = next(question for question in node.questions if question.answer)
            yield {"what": wanted[node.target], "text": held.text, "because": held.because}


def _segment(seen: Seen) -> str:
    found = seen.rules.policy.segments.get(seen.view.state.segment)
    return found.name if found else seen.view.state.segment


def _their(request: Ask, seen: Seen) -> dict[str, Any] | None:
    """The other clock, where it shows another time than the viewer's."""
    zone, now = their_zone(seen), request.now
    if now.astimezone(zone).utcoffset() == now.astimezone(request.zone).utcoffset():
        return None
    opened = seen.view.state.times.opened or seen.view.state.times.reported or now
    due = seen.step.due
    return {
        "zone": zone.key.rpartition("/")[2].replace("_", " "),
        "now": f"{now.astimezone(zone):%H:%M}",
        "opened": f"{opened.astimezone(zone):%a %H:%M}",
        "due": f"{due.astimezone(zone):%H:%M}" if due else "",
    }


def _undo(request: Ask, seen: Seen) -> dict[str, Any] | None:
    found = seen.undo
    if found is None or found.command.kind not in seen.may:
        return None
    return {"version": found.version, "what": words.told(request, found.what)}


def _clock(why: ClockWhy) -> dict[str, Any]:
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


def forms_of(request: Ask, seen: Seen) -> dict[str, Any]:
    """What the forms of the page need besides."""
    policy, state = seen.rules.policy, seen.view.state
    return {
        "fields": fields(seen.view, seen.rules),
        "people": sorted(policy.contacts.items(), key=lambda item: item[1].name),
        "severities": [(id_, severity.name) for id_, severity in policy.severities.items()],
        "levels": [(number, level.name) for number, level in policy.levels.items() if number],
        "part_names": [_(NAMES[part]) for part in policy.communication.parts],
        "next_choices": ("15 min", "30 min", "45 min", "1 h", "2 h", "4 h", "24 h"),
        "yes_no": (("yes", _("yes")), ("no", _("no"))),
        "templates": drafts(seen.view, seen.rules, seen.recorded, their_zone(seen), _next_due(request, seen)),
        "honest": list(policy.phrases.uncertainty.values()),
        "verification": [item.text for item in policy.resolution.verification.values()],
        "handing_over": [item.text for item in policy.hand_over.lines.values()],
        "moved": _other_policy(seen),
        "is_intake": state.status.value in ("reported", "returned", "in tier"),
    }


def _next_due(request: Ask, seen: Seen) -> datetime | None:
    return next_due(seen.view.state, seen.rules, request.now, seen.person)


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


def known(seen: Seen) -> list[dict[str, Any]]:
    """What is known, each fact by what people call it; `at` for a moment."""
    declared, facts = seen.rules.triage.rules.vocabulary.facts, seen.view.state.facts
    return [
        {"label": label(seen.rules, name), "shown": value, "at": _moment(declared.get(name), facts[name])}
        for name, value in seen.view.facts.items()
    ]


def _moment(fact: Fact | None, value: object) -> datetime | None:
    return from_micros(value) if fact and fact.kind is Kind.INSTANT and isinstance(value, int) else None


def targets(seen: Seen) -> Iterator[tuple[str, str, str]]:
    """Whom one can page: kind, what the command calls it, and its name."""
    policy = seen.rules.policy
    yield from (("team", f"team {id_}", team.name) for id_, team in policy.teams.items())
    yield from (("rotation", f"rotation {id_}", r.name) for id_, r in policy.rotations.items())
    for id_, person in sorted(policy.contacts.items(), key=lambda item: item[1].name):
        yield "person", f"person {id_}", person.name


def _other_policy(seen: Seen) -> str:
    """The policy that new tickets follow, where this one is under another."""
    from tocsin import bootstrap_site

    current = bootstrap_site.desk().books.current()
    if current.hash == seen.view.state.policy:
        return ""
    header = current.policy.document
    return f"{header.title} {header.version}, {current.hash[:12]}"
