"""The whole plan as one SELECT over a table of states: one row per ticket, with its verdict."""

from collections.abc import Sequence

from tocsin.core.history.plan import Asked, Plan
from tocsin.core.history.sql_ask import Ask
from tocsin.core.history.sql_route import LEVEL, level_at, needs_level, packed
from tocsin.core.history.sql_rows import RowSql
from tocsin.core.history.sql_terms import any_of, case
from tocsin.core.policy.schema.base import SEVERITIES


def column_of(asked: Asked) -> str:
    """The column with a criterion's answer on a ticket: 2 true once, 1 unknown once, 0 always false."""
    return f"k{asked.number}_"


def judged(plan: Plan) -> tuple[Asked, ...]:
    """The criteria that have a column: the others have one answer on every ticket."""
    return tuple(a for a in plan.asked if a.constant is None)


def verdicts_sql(
    plan: Plan, dialect: str = "duckdb", states: str = "states", since: int | None = None
) -> str:
    """`ticket, rank_, level_, packed_, open_, k0_ ...` for every ticket first seen at or after `since`.

    `open_` is 0 for a ticket that the history never shows open: it gets the default severity and level 0.
    """
    rows = RowSql(Ask(plan, dialect))
    level = [[f"{level_at(rows)} AS {LEVEL}"]] if needs_level(plan) else []
    inner = nested(states, [*rows.stages(), *level, [f"{packed(rows)} AS packed_"]])
    picked = ["ticket", "MIN(rank_) AS worst_", "MIN(packed_) AS packed_"]
    picked += [f"MAX({rows.code(a)}) AS {column_of(a)}" for a in judged(plan)]
    having = f" HAVING MIN(valid_from) >= {since}" if since is not None else ""
    tickets = f"SELECT {', '.join(picked)} FROM ({inner}) AS judged_ GROUP BY ticket{having}"
    answers = ", ".join(column_of(a) for a in judged(plan))
    rank = f"CASE WHEN worst_ > {len(SEVERITIES)} THEN {plan.default_rank} ELSE worst_ END"
    opened = f"CASE WHEN worst_ > {len(SEVERITIES)} THEN 0 ELSE 1 END"
    return (
        f"SELECT ticket, {rank} AS rank_, {_level(plan)} AS level_, packed_, {opened} AS open_"
        f"{', ' + answers if answers else ''} FROM ({tickets}) AS tickets_"
    )


def nested(table: str, stages: Sequence[Sequence[str]]) -> str:
    """SELECTs around a table, one for each stage of columns."""
    sql = table
    for number, columns in enumerate(stages):
        source = sql if number == 0 else f"({sql}) AS stage{number}_"
        sql = f"SELECT *, {', '.join(columns)} FROM {source}"
    return sql


def _level(plan: Plan) -> str:
    """The highest level that the ticket ever reached."""
    levels = sorted({a.level for a in plan.raising}, reverse=True)
    pairs = [
        (any_of(f"{column_of(a)} = 2" for a in plan.raising if a.level == level), str(level))
        for level in levels
    ]
    return case(pairs, "0")
