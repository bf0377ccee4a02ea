"""A line of the desk as the templates show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tocsin.app.desk.board import Line
from tocsin.app.desk.path_view import label
from tocsin.core.criteria.decode import decode_value
from tocsin.core.lifecycle.obligations import Obligation
from tocsin.core.lifecycle.table import INTAKE, RETURNED
from tocsin.core.model.duration import parse_span

ARR = "arr"
"""The fact that says what a customer pays in a year, where the policy has it."""


@dataclass(frozen=True)
class Clock:
    """A running clock besides the one that is due next."""

    name: str
    due_at: datetime | None


@dataclass(frozen=True)
class Shown:
    """One escalation on the desk. `due_word` says what is due; `paged` who is called right now.

    `began`: when its time would have begun to run, had it never stood still; a bar needs no more.
    `missing` is what a request that came back is asked for.
    """

    line: Line
    due_word: str
    began: datetime | None
    arr: str
    role_gaps: tuple[str, ...]
    paged: tuple[str, ...]
    clocks: tuple[Clock, ...]
    promised: datetime | None
    waits_since: datetime | None
    returned: bool
    missing: tuple[str, ...]
    ratable: bool

    @property
    def id(self) -> str:
        """Its number."""
        return self.line.row.stream


def shown(line: Line) -> Shown:
    """What its line says."""
    state, policy = line.state, line.rules.policy
    wait = state.waits[-1] if line.waiting else None
    roles = (policy.roles[role].name if role in policy.roles else role for role in line.vacant)
    due = line.due
    return Shown(
        line,
        due_word(due) if due else "",
        _began(line),
        _arr(line),
        tuple(roles),
        _paged(line),
        tuple(Clock(_word(c.name), c.due_at) for c in line.clocks if due is None or c.name != due.clock),
        state.next_update,
        wait.start if wait else None,
        state.status is RETURNED,
        tuple(label(line.rules, name) for name in state.judged.missing) if state.status is RETURNED else (),
        state.status in INTAKE,
    )


def _began(line: Line) -> datetime | None:
    due = line.due
    clock = next((c for c in line.clocks if due and c.name == due.clock), None)
    if clock is None or clock.due_at is None:
        return None
    try:
        return clock.due_at - parse_span(clock.target).approximate()
    except (ValueError, OverflowError):
        return None


def _paged(line: Line) -> tuple[str, ...]:
    """Who is called and has not answered, the last one called first."""
    pages = reversed(line.state.paging.pages.values())
    return tuple(dict.fromkeys(page.person for page in pages if page.state == "ordered"))


def _arr(line: Line) -> str:
    fact = line.rules.triage.rules.vocabulary.facts.get(ARR)
    value = line.state.facts.get(ARR)
    return decode_value(fact.type, value) if fact is not None and value is not None else ""


def due_word(due: Obligation) -> str:
    """What is due, in a word or two."""
    return _word(due.clock) if due.clock else {"page": _("Next page")}.get(due.kind, due.what)


def _word(clock: str) -> str:
    words = {
        "response": _("First answer"), "acknowledge": _("Acknowledge"), "update": _("Update"),
        "resolution": _("Resolve"), "engage_sme": _("Expert at work"), "sme": _("Expert at work"),
        "hand_over": _("Accept hand-over"), "triage": _("Rate it"),
    }  # fmt: skip
    return words.get(clock, clock.replace("_", " ").capitalize())
