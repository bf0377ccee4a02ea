"""The shipped history as what happened to tickets, moved to the weeks before now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tocsin.core.model.instant import from_micros, to_micros

HISTORY = ("samples/servicenow/events.parquet",)
MAPPING = "servicenow"
LAST = datetime(2016, 4, 15, 18, tzinfo=UTC)
"""The newest instant of the history that is used; the demo's now is the same hour of the same weekday."""
SPAN = timedelta(days=9)
EVERY = 50
"""Of the tickets without a high priority or many hand-overs, every so many is taken."""
WEEK = timedelta(days=7)
MANY = 7
_OWN = ("ticket", "valid_from", "valid_to", "closed_", "arrived_closed_", "opened_at", "last_update_at")


@dataclass
class Story:
    """One ticket: its number, and its states in order, each from an instant on: open or closed, and facts."""

    number: str
    opened: datetime
    states: list[tuple[datetime, bool, dict[str, Any]]] = field(default_factory=list)


def shift(now: datetime) -> timedelta:
    """How far the history is moved: whole weeks, so that nights and Mondays stay nights and Mondays."""
    return WEEK * -(-(now - LAST) // WEEK)


def stories(rules: Any, now: datetime) -> list[Story]:
    """The tickets that are taken, in the order of their numbers, as far as they went until now."""
    from tocsin.core.history.mapping_read import fit, read_mapping
    from tocsin.warehouse.engine import Engine
    from tocsin.warehouse.history import Wish, open_history
    from tocsin.warehouse.shipped import mapping_source

    vocabulary = rules.triage.rules.vocabulary
    mapping, _ = fit(read_mapping(mapping_source(MAPPING)), vocabulary)
    moved = shift(now)
    end = now - moved
    history = open_history(Engine, Wish(HISTORY, until=to_micros(end)), mapping, vocabulary)
    try:
        return list(_told(history, vocabulary, end, moved))
    finally:
        history.close()


def _told(history: Any, vocabulary: Any, end: datetime, moved: timedelta) -> Iterator[Story]:
    facts = [
        name
        for (name, *_) in history.rows("DESCRIBE states")
        if name in vocabulary.facts and name not in _OWN
    ]
    chosen = (
        f"SELECT ticket FROM states GROUP BY ticket HAVING min(opened_at) >= {to_micros(end - SPAN)} "
        f"AND min(opened_at) < {to_micros(end)} AND NOT bool_or(arrived_closed_) "
        f"AND (bool_or(severity IN ('P1', 'P2')) OR max(reassignments) >= {MANY} "
        f"OR CAST(substr(ticket, 4) AS BIGINT) % {EVERY} = 0)"
    )
    columns = ", ".join(("ticket", "opened_at", "valid_from", "closed_", *facts))
    sql = f"SELECT {columns} FROM states WHERE ticket IN ({chosen}) AND valid_from < {to_micros(end)}"
    found: dict[str, Story] = {}
    for number, opened, since, closed, *values in history.rows(f"{sql} ORDER BY ticket, valid_from"):
        story = found.setdefault(number, Story(number, from_micros(opened) + moved))
        known = {name: value for name, value in zip(facts, values, strict=True) if value is not None}
        story.states.append((from_micros(since) + moved, bool(closed), known))
    yield from found.values()
