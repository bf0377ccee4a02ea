"""Counts of one policy over one history, from the cells that the warehouse gives back (A13.1)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tocsin.core.history.plan import Asked, Plan
from tocsin.core.history.sql_plan import judged
from tocsin.core.policy.schema.base import LEVELS, SEVERITIES


@dataclass
class CriterionCount:
    """Tickets on which a criterion was once true; alone raised; was never true and once unknown.

    `scored` and `bad` count its true tickets with a known outcome, per severity ("" is all).
    """

    tickets: int = 0
    alone: int = 0
    unknown: int = 0
    scored: Counter[str] = field(default_factory=Counter)
    bad: Counter[str] = field(default_factory=Counter)


@dataclass
class Tally:
    """Every count of a run; shares are always of all tickets. `opened` were once open in the history."""

    tickets: int = 0
    opened: int = 0
    by_severity: Counter[str] = field(default_factory=Counter)
    by_level: Counter[int] = field(default_factory=Counter)
    criteria: dict[int, CriterionCount] = field(default_factory=dict)
    scored: Counter[str] = field(default_factory=Counter)
    bad: Counter[str] = field(default_factory=Counter)
    escalated_scored: Counter[str] = field(default_factory=Counter)
    escalated_bad: Counter[str] = field(default_factory=Counter)
    level_3_scored: Counter[str] = field(default_factory=Counter)
    level_3_bad: Counter[str] = field(default_factory=Counter)

    def at_least(self, level: int) -> int:
        """Tickets that ever reached this level."""
        return sum(self.by_level[n] for n in LEVELS if n >= level)

    def share(self, tickets: int) -> float:
        """A share of all tickets."""
        return tickets / self.tickets if self.tickets else 0.0


def tally(plan: Plan, cells: Iterable[Sequence[Any]]) -> Tally:
    """Adds up the rows of `cells_sql`."""
    found = Tally(criteria={a.number: CriterionCount() for a in plan.asked})
    for rank, level, bad, tickets, opened, *counts in cells:
        severity = SEVERITIES[rank]
        found.tickets += tickets
        found.opened += int(opened)
        found.by_severity[severity] += tickets
        found.by_level[level] += tickets
        _outcome(found, severity, level, bad, tickets)
        for place, asked in enumerate(judged(plan)):
            _criterion(found.criteria[asked.number], severity, bad, counts[3 * place : 3 * place + 3])
    for asked in plan.asked:
        _constant(found, asked)
    return found


def _outcome(found: Tally, severity: str, level: int, bad: bool | None, tickets: int) -> None:
    if bad is None:
        return
    pairs = [(found.scored, found.bad)]
    pairs += [(found.escalated_scored, found.escalated_bad)] if level >= 1 else []
    pairs += [(found.level_3_scored, found.level_3_bad)] if level >= 3 else []
    for scored, bads in pairs:
        for key in ("", severity):
            scored[key] += tickets
            bads[key] += tickets if bad else 0


def _criterion(count: CriterionCount, severity: str, bad: bool | None, sums: Sequence[Any]) -> None:
    hits, alone, unknown = (int(n) for n in sums)
    count.tickets += hits
    count.alone += alone
    count.unknown += unknown
    if bad is not None:
        for key in ("", severity):
            count.scored[key] += hits
            count.bad[key] += hits if bad else 0


def _constant(found: Tally, asked: Asked) -> None:
    if asked.constant == 1:
        found.criteria[asked.number].unknown = found.opened
