"""The policy's own messages to the customer, filled in with what the record knows (A5.1, A5.5).

What it does not know stands as a blank in brackets, `[workaround]`, for the writer to fill in or take out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tocsin.app.desk.view import View
from tocsin.app.ports import Recorded
from tocsin.core.lifecycle.rules import Rules

_VARIABLE = re.compile(r"\{\{\s*([a-z_]+(?:\.[a-z_]+)?)\s*\}\}")
_BLANKS = {
    "customer.contact": "name of the contact",
    "update.known": "what we know",
    "update.eta_range": "a range of time",
    "update.next_steps": "next steps",
}
"""Blanks that a word of the variable's name would not explain."""
_STAGES = ("update", "acknowledgement", "resolution")


@dataclass(frozen=True)
class Draft:
    """A message ready to be finished: `blanks` are what the record could not fill in."""

    id: str
    name: str
    channel: str
    text: str
    blanks: tuple[str, ...]


def drafts(
    view: View, rules: Rules, recorded: Sequence[Recorded], zone: ZoneInfo, next_due: datetime | None
) -> tuple[Draft, ...]:
    """The messages that fit now: first answers until there is one, then updates, at the end the resolution.

    Times are told in `zone`, the customer's. A template with conditions or loops is left out.
    """
    state = view.state
    stages = _STAGES[:1] if state.times.responded else _STAGES[1:2] + _STAGES[:1]
    stages = (*stages, *_STAGES[2:]) if state.times.mitigated or state.times.cause else stages
    known = _known(view, rules, recorded, zone, next_due)
    found = (
        (id_, message)
        for stage in stages
        for id_, message in rules.policy.messages.items()
        if message.stage == stage and "{%" not in message.body
        and (not message.severities or state.severity in message.severities)
    )  # fmt: skip
    return tuple(_draft(id_, m.name, m.channel, m.body, known) for id_, m in found)


def _draft(id_: str, name: str, channel: str, body: str, known: dict[str, str]) -> Draft:
    blanks: dict[str, None] = {}

    def fill(found: re.Match[str]) -> str:
        value = known.get(found.group(1), "")
        if value:
            return value
        blank = _BLANKS.get(found.group(1)) or found.group(1).rpartition(".")[2].replace("_", " ")
        blanks[blank] = None
        return f"[{blank}]"

    return Draft(id_, name, str(channel), _VARIABLE.sub(fill, body).strip(), tuple(blanks))


def _known(
    view: View, rules: Rules, recorded: Sequence[Recorded], zone: ZoneInfo, next_due: datetime | None
) -> dict[str, str]:
    state, policy = view.state, rules.policy
    owner = policy.contacts.get(state.owner)
    severity = policy.severities.get(state.severity)
    promised = severity.promised(state.segment) if severity else None
    level = policy.levels.get(state.level)
    segment = policy.segments.get(state.segment)
    return {
        "ticket.number": state.ticket.reference or state.id,
        "ticket.subject": state.ticket.title,
        "ticket.impact": view.facts.get("impact", ""),
        "ticket.severity": state.severity,
        "ticket.severity_name": severity.name if severity else "",
        "ticket.channel": state.ticket.channel,
        "customer.name": state.ticket.customer,
        "customer.segment": segment.name if segment else "",
        "owner.name": owner.name if owner else "",
        "owner.email": owner.email if owner else "",
        "owner.phone": owner.phone if owner else "",
        "severity.response": str(promised.response) if promised else "",
        "severity.resolution": str(promised.resolution) if promised else "",
        "severity.update": str(promised.update) if promised else "",
        "escalation.level": str(state.level),
        "escalation.level_name": level.name if level else "",
        "escalation.status": "investigating" if state.status.value == "open" else state.status.value,
        "escalation.stabilised_at": _time(state.times.stabilised, zone),
        "update.number": str(state.updates + 1),
        "update.next_at": _time(next_due, zone),
        "update.mitigation": _last(recorded, "mitigation_recorded"),
        "update.workaround": _last(recorded, "workaround_recorded"),
        "resolution.cause": _last(recorded, "finding_recorded", cause=True),
        "resolution.fix": _last(recorded, "mitigation_recorded"),
        "resolution.date": _time(state.times.resolved, zone),
        "organisation.name": policy.organisation.name,
        "organisation.department": policy.document.department,
    }


def _time(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M %Z}" if at else ""


def _last(recorded: Sequence[Recorded], kind: str, cause: bool = False) -> str:
    """What was written down last of a kind."""
    found = (r for r in reversed(recorded) if r.kind == kind and (not cause or r.data.get("cause")))
    event = next(found, None)
    return str(event.data["text"]) if event else ""
