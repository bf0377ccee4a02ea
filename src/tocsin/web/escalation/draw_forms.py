"""What the forms of the page offer: facts, people, templates, whom one can page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.app.desk.draft_update import drafts
from tocsin.app.desk.fact_fields import fields
from tocsin.app.desk.update_check import NAMES, next_due
from tocsin.web.escalation.look import Seen, their_zone
from tocsin.web.shared.ask import Ask


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


def targets(seen: Seen) -> Iterator[tuple[str, str, str]]:
    """Whom one can page: kind, what the command calls it, and its name."""
    policy = seen.rules.policy
    yield from (("team", f"team {id_}", team.name) for id_, team in policy.teams.items())
    yield from (("rotation", f"rotation {id_}", r.name) for id_, r in policy.rotations.items())
    for id_, person in sorted(policy.contacts.items(), key=lambda item: item[1].name):
        yield "person", f"person {id_}", person.name


def _other_policy(seen: Seen) -> str:
    """The policy that new tickets follow, where this one is under another."""
    current = bootstrap_site.desk().books.current()
    if current.hash == seen.view.state.policy:
        return ""
    header = current.policy.document
    return f"{header.title} {header.version}, {current.hash[:12]}"
