"""Every combination of thresholds in one pass: per ticket, how far each criterion can be tightened."""

from tocsin.core.history.dials import Dial, Dials, values_at
from tocsin.core.history.plan import Asked, Plan
from tocsin.core.history.sql_ask import Ask
from tocsin.core.history.sql_plan import nested
from tocsin.core.history.sql_rows import START, RowSql
from tocsin.core.history.sql_terms import any_of, case


def patterns_sql(plan: Plan, dials: Dials, since: int | None, bad: str | None) -> str:
    """Rows `fixed_, x0_, x1_ ..., bad_, tickets_`: tickets that answer alike to every combination.

    `fixed_` is the level reached through criteria without a threshold. `x` is, for an ordered dial, how
    many of its combinations hold; else one bit per combination.
    """
    rows = RowSql(Ask(plan))
    columns = [
        f"{_fixed(rows, dials)} AS fixed_",
        *(_column(plan, n, dial, dials) for n, dial in enumerate(dials.dials)),
    ]
    inner = nested("states", [*rows.stages()[:-1], columns])
    names = [f"x{n}_" for n in range(len(dials.dials))]
    picked = ["ticket", "MAX(fixed_) AS fixed_"]
    picked += [
        f"{'MAX' if d.ordered else 'BIT_OR'}({x}) AS {x}" for d, x in zip(dials.dials, names, strict=True)
    ]
    having = f" HAVING MIN(valid_from) >= {since}" if since is not None else ""
    tickets = f"SELECT {', '.join(picked)} FROM ({inner}) AS judged_ GROUP BY ticket{having}"
    ended = f"({tickets}) AS t LEFT JOIN outcomes AS o USING (ticket)" if bad else f"({tickets}) AS t"
    keys = ", ".join(["fixed_", *names, f"{bad or 'NULL'} AS bad_"])
    return f"SELECT {keys}, COUNT(*) AS tickets_ FROM {ended} GROUP BY ALL ORDER BY tickets_ DESC"


def _fixed(rows: RowSql, dials: Dials) -> str:
    """The level of a state through the criteria that have no dial."""
    asked = [a for a in rows.plan.raising if a.number not in dials.fixed_numbers]
    levels = sorted({a.level for a in asked}, reverse=True)
    return case([(any_of(_holds(rows, a) for a in asked if a.level == n), str(n)) for n in levels], "0")


def _holds(rows: RowSql, asked: Asked) -> str:
    """True when the criterion is true at some instant of the state."""
    return f"k{asked.number}_ = 2" if rows.is_timed(asked) else f"q{asked.number}_"


def _column(plan: Plan, number: int, dial: Dial, dials: Dials) -> str:
    tests = [_test(plan, dial, values_at(dial, c, dials.ranges)) for c in dial.combinations]
    if not dial.ordered:
        bits = " | ".join(case([(test, str(1 << n))], "0") for n, test in enumerate(tests))
        return f"CAST({bits} AS BIGINT) AS x{number}_"
    held = str(len(tests))
    for place in range(len(tests) - 1, -1, -1):
        held = f"CASE WHEN {tests[place]} THEN {held} ELSE {place} END"
    return f"{held} AS x{number}_"


def _test(plan: Plan, dial: Dial, values: dict[str, int | float]) -> str:
    """True when the criterion holds at some instant of the state, with these thresholds."""
    rows = RowSql(Ask(plan, parameters=values), inline=dial.through_severity)
    if rows.is_timed(dial.asked):
        return f"({rows.timed(dial.asked).code}) = 2"
    return rows.written(dial.asked, START)
