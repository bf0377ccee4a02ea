"""The tickets behind each number: bounded lists, with how many more there are (A13.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.core.history.plan import Asked, Plan
from tocsin.core.history.sql_plan import column_of, judged
from tocsin.core.history.sql_terms import NEVER, TEAMS
from tocsin.core.model.instant import from_micros, iso
from tocsin.core.policy.schema.base import SEVERITIES

LIMIT = 200


@dataclass(frozen=True)
class List:
    """One list: what it shows, the tickets in all, and the test that picks them."""

    id: str
    title: str
    total: int
    where: str


def list_sql(plan: Plan, picked: List, table: str) -> str:
    """The first tickets of a list: raised first, then by name."""
    answers = "".join(f", {column_of(a)}" for a in judged(plan))
    return (
        f"SELECT ticket, rank_, level_, packed_, bad_{answers} FROM {table} "
        f"WHERE {picked.where} ORDER BY packed_, ticket LIMIT {LIMIT}"
    )


def list_json(plan: Plan, picked: List, rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """A list with its tickets in words."""
    tickets = [ticket_json(plan, row) for row in rows]
    return {
        "id": picked.id,
        "title": picked.title,
        "total": picked.total,
        "more": max(picked.total - len(tickets), 0),
        "tickets": tickets,
    }


def ticket_json(plan: Plan, row: Sequence[Any]) -> dict[str, Any]:
    """One ticket: severity, level, when it was first raised, to whom, and the criteria that were true."""
    ticket, rank, level, packed, bad, *answers = row
    raised = packed < NEVER
    return {
        "ticket": str(ticket),
        "severity": SEVERITIES[rank],
        "level": level,
        "at": iso(from_micros(packed // TEAMS).replace(microsecond=0)) if raised else "",
        "team": plan.teams[packed % TEAMS] if raised else "",
        "bad": bad,
        "criteria": held(plan, answers),
    }


def held(plan: Plan, answers: Sequence[int]) -> list[str]:
    """The ids of the criteria that were true on a ticket, from its answers."""
    return [a.id for a, code in zip(judged(plan), answers, strict=True) if code == 2]


def criterion_list(asked: Asked, total: int) -> List:
    """The tickets on which a criterion was once true."""
    return List(f"criterion-{asked.id}", asked.id, total, f"{column_of(asked)} = 2")


def level_list(level: int, total: int) -> List:
    """The tickets whose highest level this was."""
    return List(f"level-{level}", f"Level {level}", total, f"level_ = {level}")


def severity_list(name: str, total: int) -> List:
    """The tickets whose most severe severity this was."""
    return List(f"severity-{name}", name, total, f"rank_ = {SEVERITIES.index(name)}")
