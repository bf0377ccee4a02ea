"""A table of states in an in-memory engine, as the plan expects it."""

from collections.abc import Iterable
from typing import Any

from tests.unit.history.replay import State
from tocsin.core.criteria.vocabulary import Kind, Vocabulary

TYPES = {
    Kind.BOOLEAN: "BOOLEAN", Kind.INTEGER: "BIGINT", Kind.NUMBER: "DOUBLE", Kind.TEXT: "VARCHAR",
    Kind.CHOICE: "VARCHAR", Kind.SET: "VARCHAR[]", Kind.MONEY: "BIGINT", Kind.DURATION: "BIGINT",
    Kind.INSTANT: "BIGINT",
}  # fmt: skip


def columns(states: Iterable[State], vocabulary: Vocabulary) -> dict[str, str]:
    """The facts of the states with their column types."""
    names = sorted({name for state in states for name in state.facts})
    return {name: TYPES[vocabulary.facts[name].kind] for name in names if name in vocabulary.facts}


def rows(states: Iterable[State], names: Iterable[str]) -> list[list[Any]]:
    """The rows of the table: ticket, span, closed, facts."""
    picked = list(names)
    return [[s.ticket, s.start, s.end, s.closed, *(_cell(s.facts.get(n)) for n in picked)] for s in states]


def _cell(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def make_table(db: Any, states: list[State], vocabulary: Vocabulary) -> frozenset[str]:
    """Makes `states` and gives the names of its facts."""
    found = columns(states, vocabulary)
    facts = ", ".join(f'"{name}" {kind}' for name, kind in found.items())
    db.execute(
        f"CREATE TABLE states (ticket VARCHAR, valid_from BIGINT, valid_to BIGINT, closed_ BOOLEAN, {facts})"
    )
    marks = ", ".join("?" for _ in range(4 + len(found)))
    db.executemany(f"INSERT INTO states VALUES ({marks})", rows(states, found))
    return frozenset(found)
