"""Lines that people tick: the checklist of the severity, the runbook of a seat (A11, B8)."""

from collections.abc import Iterator
from typing import get_args

from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.refuse import refused
from tocsin.core.lifecycle.parts import Mark
from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.schema import Policy

PHASES = ("first_15_minutes", "first_hour", "steady_state")
"""The parts of a runbook, in order."""


def tick(draft: Draft, command: c.Tick) -> None:
    """Writes down that a line is done, is not needed here, or is open after all."""
    known = dict(lines_to_tick(draft.rules.policy))
    if command.line not in known:
        help_ = did_you_mean(command.line, known) or "see the policy's `checklist` and `roles.NAME.runbook`"
        text = f"`{command.line}` is no line of a checklist or runbook"
        raise refused(draft, "unknown-line", text, help_)
    if command.mark not in get_args(Mark):
        text = f"`{command.mark}` cannot be said of a line"
        raise refused(draft, "unknown-mark", text, f"it is one of {', '.join(get_args(Mark))}")
    draft.add(e.Ticked(command.line, known[command.line], command.mark))


def lines_to_tick(policy: Policy) -> Iterator[tuple[str, str]]:
    """Every line that a person can tick: `checklist.ID` or `runbook.ROLE.PHASE.ID`, and its words."""
    for id_, row in policy.checklist.items():
        yield f"checklist.{id_}", row.action
    for role, seat in policy.roles.items():
        for phase in PHASES:
            for id_, item in getattr(seat.runbook, phase).items():
                yield f"runbook.{role}.{phase}.{id_}", item.text
