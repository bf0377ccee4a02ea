"""The plan's verdicts on a real history are those of triage, ticket by ticket (A13.1)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.history.replay import Answer, State, replay, verdicts
from tocsin.bootstrap import load_policy
from tocsin.core.history.mapping_read import fit, read_mapping
from tocsin.core.history.plan import Plan, make_plan
from tocsin.core.history.sql_plan import verdicts_sql
from tocsin.core.triage.rules import Rules, read_rules
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.history import DuckHistory, Wish, open_history
from tocsin.warehouse.shipped import mapping_source

TICKETS = 250


@pytest.fixture(scope="module")
def rules() -> Rules:
    return read_rules(load_policy("preset:base").require())


@pytest.fixture(scope="module")
def history(rules: Rules, root: Path) -> Iterator[DuckHistory]:
    mapping, _ = fit(read_mapping(mapping_source("servicenow")), rules.vocabulary)
    wish = Wish((str(root / "samples/servicenow/events.parquet"),))
    opened = open_history(Engine, wish, mapping, rules.vocabulary)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def plan(rules: Rules, history: DuckHistory) -> Plan:
    policy = load_policy("preset:base").require()
    return make_plan(policy, rules, history.seen.facts, history.seen.closes)


@pytest.fixture(scope="module")
def ours(history: DuckHistory, plan: Plan) -> dict[str, Answer]:
    history.store("verdicts", verdicts_sql(plan))
    names = [row[0] for row in history.rows("DESCRIBE verdicts")]
    return verdicts(plan, history.rows("SELECT * FROM verdicts"), names)


def sample(history: DuckHistory, ours: dict[str, Answer]) -> list[State]:
    """All that reached a high level, and others by their number: both halves of the truth."""
    high = sorted(ticket for ticket, answer in ours.items() if answer.level >= 2)[:60]
    picked = [*high, *sorted(ours)[:: len(ours) // (TICKETS - len(high))]]
    quoted = ", ".join(f"'{ticket}'" for ticket in picked)
    rows = history.rows(f"SELECT * FROM states WHERE ticket IN ({quoted}) ORDER BY ticket, valid_from")
    names = [row[0] for row in history.rows("DESCRIBE states")]
    return [state(dict(zip(names, row, strict=True))) for row in rows]


def state(cells: dict[str, object]) -> State:
    frame = ("ticket", "valid_from", "valid_to", "closed_")
    ticket, start, end, closed = (cells[name] for name in frame)
    facts = {n: v for n, v in cells.items() if n not in frame and v is not None}
    return State(str(ticket), int(str(start)), int(str(end)), facts, bool(closed))


@pytest.mark.req("A13.1", "A2.5")
def test_verdicts_are_those_of_triage(
    rules: Rules, history: DuckHistory, plan: Plan, ours: dict[str, Answer]
) -> None:
    policy = load_policy("preset:base").require()
    theirs = replay(policy, rules, sample(history, ours), plan.teams)
    assert len(theirs) >= TICKETS - 10
    assert {ticket: ours[ticket] for ticket in theirs} == theirs


@pytest.mark.req("A13.1")
def test_the_sample_shows_every_level(ours: dict[str, Answer]) -> None:
    assert {answer.level for answer in ours.values()} == {0, 1, 2, 3, 4}
    assert {answer.severity for answer in ours.values()} == {"P1", "P2", "P3", "P4"}
