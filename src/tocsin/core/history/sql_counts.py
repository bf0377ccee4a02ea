"""The figures from the verdicts: counts per severity and level, and of every criterion (A13.1)."""

from collections.abc import Iterable

from tocsin.core.history.plan import Asked, Plan
from tocsin.core.history.sql_plan import column_of, judged
from tocsin.core.history.sql_terms import NEVER, TEAMS
from tocsin.core.policy.book import Stage

MINUTE = 60_000_000


def cells_sql(plan: Plan, verdicts: str = "verdicts", bad: str = "NULL") -> str:
    """One row per severity, level and outcome: tickets, those once open, then true, alone and unknown of each criterion."""
    asked = judged(plan)
    raises, severities = _true_count(_raising(asked)), _true_count(_severities(asked))
    picked = ["rank_", "level_", "bad_", "COUNT(*) AS tickets_", "SUM(open_) AS opened_"]
    for each in asked:
        many = "severities_" if each.stage is Stage.SEVERITY else "raises_"
        column = column_of(each)
        picked += [
            _sum(f"{column} = 2"),
            _sum(f"{column} = 2 AND {many} = 1"),
            _sum(f"{column} = 1"),
        ]
    counted = f"SELECT *, {raises} AS raises_, {severities} AS severities_, {bad} AS bad_ FROM {verdicts}"
    return f"SELECT {', '.join(picked)} FROM ({counted}) AS counted_ GROUP BY rank_, level_, bad_"


def _raising(asked: Iterable[Asked]) -> list[Asked]:
    return [a for a in asked if a.stage is not Stage.SEVERITY]


def _severities(asked: Iterable[Asked]) -> list[Asked]:
    return [a for a in asked if a.stage is Stage.SEVERITY]


def _true_count(asked: Iterable[Asked]) -> str:
    return " + ".join(f"CASE WHEN {column_of(a)} = 2 THEN 1 ELSE 0 END" for a in asked) or "0"


def _sum(test: str) -> str:
    return f"SUM(CASE WHEN {test} THEN 1 ELSE 0 END)"


def minutes_sql(verdicts: str = "verdicts") -> str:
    """Escalations by the minute in which they began (minutes since 1970 UTC) and by team."""
    minute = f"CAST(FLOOR(packed_ / {TEAMS * MINUTE}) AS BIGINT)"
    return (
        f"SELECT {minute} AS minute_, MOD(packed_, {TEAMS}) AS team_, COUNT(*) AS tickets_ "
        f"FROM {verdicts} WHERE packed_ < {NEVER} GROUP BY 1, 2"
    )


def figures_sql(plan: Plan, view: str, text: str) -> str:
    """The same counts as rows `figure, name, tickets, alone, unknown`, over the view of a warehouse."""
    asked = judged(plan)
    parts = [f"SELECT 'tickets' AS figure, 'all' AS name, COUNT(*) AS tickets, 0 AS alone, 0 AS unknown FROM {view}"]
    parts += [
        f"SELECT '{column}', CAST({column} AS {text}), COUNT(*), 0, 0 FROM {view} GROUP BY {column}"
        for column in ("severity", "level")
    ]
    raises, severities = _true_count(_raising(asked)), _true_count(_severities(asked))
    for each in asked:
        column, many = column_of(each), severities if each.stage is Stage.SEVERITY else raises
        sums = [_sum(f"{column} = 2"), _sum(f"{column} = 2 AND {many} = 1"), _sum(f"{column} = 1")]
        parts.append(f"SELECT 'criterion', '{each.id}', {', '.join(sums)} FROM {view}")
    for each in plan.asked:
        if each.constant is not None:
            unknown = "SUM(open_)" if each.constant else "0"
            parts.append(f"SELECT 'criterion', '{each.id}', 0, 0, {unknown} FROM {view} HAVING COUNT(*) > 0")
    return "\nUNION ALL\n".join(parts)
