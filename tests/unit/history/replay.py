"""The same question asked the slow way: tickets replayed through triage, state by state, instant by instant.

The answers of the plan must be these. Instants are microseconds since 1970 UTC.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from tocsin.core.criteria.reasons import breakpoints
from tocsin.core.criteria.vocabulary import Encoded
from tocsin.core.history.plan import Plan
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.base import SEVERITIES
from tocsin.core.triage.decide import Triage
from tocsin.core.triage.judge import Judge
from tocsin.core.triage.rules import Rules


@dataclass
class Answer:
    """A ticket's verdict: codes per criterion in the order of the rules (2 true, 1 unknown, 0 false)."""

    severity: str = ""
    level: int = 0
    first: int | None = None
    team: str = ""
    codes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """One row of a history."""

    ticket: str
    start: int
    end: int
    facts: Mapping[str, Encoded]
    closed: bool = False


def replay(
    policy: Policy, rules: Rules, states: Iterable[State], teams: tuple[str, ...]
) -> dict[str, Answer]:
    """Every ticket's answer; `states` are in the order of tickets.

    Where two states of a ticket begin at one instant, the team that stands first in `teams` is taken.
    """
    judge, triage = Judge(policy, rules), Triage(policy, rules)
    grouped = groupby(states, key=lambda state: state.ticket)
    return {ticket: _ticket(judge, triage, list(rows), teams) for ticket, rows in grouped}


def _ticket(judge: Judge, triage: Triage, rows: list[State], order: tuple[str, ...]) -> Answer:
    found, severities = Answer(codes={ruled.id: 0 for ruled in judge.all}), []
    for row in rows:
        for now in () if row.closed else _instants(judge, row):
            verdict = judge.judge(row.facts, now)
            severities.append(SEVERITIES.index(verdict.severity))
            found.level = max(found.level, verdict.level)
            for ruled, held in judge.answers(verdict):
                code = 2 if held else 1 if held is None else 0
                found.codes[ruled.id] = max(found.codes[ruled.id], code)
            if verdict.level > 0 and (found.first is None or now <= found.first):
                teams = {_team(triage, row.facts, now)} | ({found.team} if now == found.first else set())
                found.first, found.team = now, min(teams, key=order.index)
    found.severity = SEVERITIES[min(severities)] if severities else triage.policy.default_severity
    return found


def _team(triage: Triage, facts: Mapping[str, Encoded], now: int) -> str:
    from tocsin.core.model.instant import from_micros

    return triage.decide(facts, from_micros(now)).route.team


def _instants(judge: Judge, row: State) -> list[int]:
    """The beginning, every breakpoint inside with its neighbours, and some instants between."""
    found = {row.start}
    for ruled in judge.all:
        if ruled.criterion.timed:
            for at in breakpoints(ruled.criterion, row.facts, judge.parameters):
                found |= {at - 1, at, at + 1}
    length = row.end - row.start
    found |= {row.start + length * part // 5 for part in range(1, 5)} | {row.end - 1}
    return sorted(at for at in found if at == row.start or row.start < at < row.end)


def verdicts(plan: Plan, rows: Iterable[tuple[Any, ...]], names: list[str]) -> dict[str, Answer]:
    """The plan's verdicts in the same form; `names` are the columns of the rows."""
    found = {}
    for row in rows:
        cells = dict(zip(names, row, strict=True))
        opened = cells["open_"]
        codes = {
            a.id: cells[f"k{a.number}_"] if a.constant is None else a.constant * opened for a in plan.asked
        }
        packed = cells["packed_"]
        raised = packed < 9_000_000_000_000_000_000
        found[cells["ticket"]] = Answer(
            SEVERITIES[cells["rank_"]],
            cells["level_"],
            packed // 1024 if raised else None,
            plan.teams[packed % 1024] if raised else "",
            codes,
        )
    return found
