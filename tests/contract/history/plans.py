"""One real history and one random world, opened once, for every engine that must give the same counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.unit.history.tables import make_table
from tests.unit.history.worlds import history as random_history
from tests.unit.history.worlds import world
from tocsin.bootstrap import load_policy
from tocsin.core.history.mapping_read import fit, read_mapping
from tocsin.core.history.plan import Plan, make_plan
from tocsin.core.history.sql_counts import figures_sql
from tocsin.core.history.warehouse_sql import VIEW, readable_sql
from tocsin.core.triage.rules import read_rules
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.history import Wish, open_history
from tocsin.warehouse.shipped import mapping_source

CALM, TIMED = 3, 2
Rows = list[tuple[object, ...]]


@dataclass(frozen=True)
class Case:
    """A plan, the Parquet file of its states, their columns, and DuckDB's answers."""

    plan: Plan
    states: str
    columns: dict[str, str]
    figures: Rows
    verdicts: Rows


@contextmanager
def servicenow(root: Path, folder: Path) -> Iterator[Case]:
    """The shipped sample under the base policy."""
    policy = load_policy("preset:base").require()
    rules = read_rules(policy)
    mapping, _ = fit(read_mapping(mapping_source("servicenow")), rules.vocabulary)
    wish = Wish((str(root / "samples/servicenow/events.parquet"),))
    history = open_history(Engine, wish, mapping, rules.vocabulary)
    try:
        plan = make_plan(policy, rules, history.seen.facts, history.seen.closes)
        yield _case(history.engine, plan, folder)
    finally:
        history.close()


@contextmanager
def random_world(folder: Path, seed: int = CALM) -> Iterator[Case]:
    """A random policy over random states: every kind of fact, every form of time."""
    policy, rules = world(seed)
    engine = Engine()
    try:
        known = make_table(engine.db, random_history(seed, 80), rules.vocabulary)
        yield _case(engine, make_plan(policy, rules, known, closes=True), folder)
    finally:
        engine.close()


def _case(engine: Engine, plan: Plan, folder: Path) -> Case:
    path = str(folder / "states.parquet")
    engine.run(f"COPY (SELECT * FROM states) TO '{path}' (FORMAT parquet)")
    engine.run(f"CREATE VIEW {VIEW} AS {readable_sql(plan, 'duckdb')}")
    columns = {row[0]: row[1] for row in engine.rows("DESCRIBE states")}
    counts = engine.rows(figures_sql(plan, VIEW))
    return Case(plan, path, columns, ordered(counts), ordered(engine.rows(f"SELECT * FROM {VIEW}")))


def ordered(rows: Rows) -> Rows:
    """The rows in one order, numbers as numbers."""
    plain = [tuple(int(c) if not isinstance(c, str) and c is not None else c for c in row) for row in rows]
    return sorted(plain, key=lambda row: [str(cell) for cell in row])
