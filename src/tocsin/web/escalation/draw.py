"""The context of the page's templates: what was gathered, in words and in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tocsin.app.desk.path_view import Tree, label
from tocsin.app.desk.standing import unanswered
from tocsin.app.desk.step import Look
from tocsin.core.criteria.vocabulary import Fact, Kind
from tocsin.core.model.instant import from_micros
from tocsin.web.escalation import words
from tocsin.web.escalation.draw_forms import targets
from tocsin.web.escalation.draw_time import clock, groups, timeline_of
from tocsin.web.escalation.look import Seen, parts, their_zone
from tocsin.web.shared.ask import Ask

GATE_VERBS = {"stabilised": "stabilise", "resolved": "resolve", "closed": "close"}


def context_of(request: Ask, seen: Seen) -> dict[str, Any]:
    """Everything that the live parts of the page need."""
    found = dict(parts(seen))
    tree: Tree = found["tree"]
    return {
        **head_of(request, seen, tree),
        **found,
        "step": words.step(request, seen.step),
        "undo": _undo(request, seen),
        "clocks": [clock(each) for each in found["clocks"]],
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


def known(seen: Seen) -> list[dict[str, Any]]:
    """What is known, each fact by what people call it; `at` for a moment."""
    declared, facts = seen.rules.triage.rules.vocabulary.facts, seen.view.state.facts
    return [
        {"label": label(seen.rules, name), "shown": value, "at": _moment(declared.get(name), facts[name])}
        for name, value in seen.view.facts.items()
    ]


def _moment(fact: Fact | None, value: object) -> datetime | None:
    return from_micros(value) if fact and fact.kind is Kind.INSTANT and isinstance(value, int) else None
