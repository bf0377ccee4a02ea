"""The figures from the verdicts: counts per severity and level, and of every criterion (A13.1)."""

from collections.abc import Iterable, Sequence

from tocsin.core.history.plan import Asked, Plan
from tocsin.core.history.sql_plan import column_of, judged
from tocsin.core.history.sql_terms import NEVER, TEAMS
from tocsin.core.policy.book import Stage
from tocsin.core.policy.schema.base import LEVELS, SEVERITIES

MINUTE = 60_000_000


def cells_sql(plan: Plan, verdicts: str = "verdicts", bad: str = "NULL") -> str:
    """A row per severity, level, outcome: tickets, once open, then each criterion's true, alone, unknown."""
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


def ended_sql(verdicts: str) -> str:
    """The verdicts with how each ticket ended, as `bad`; NULL where that is not known."""
    return f"(SELECT v.*, o.bad AS bad FROM {verdicts} AS v LEFT JOIN outcomes AS o USING (ticket)) AS ended"


def reasons_sql(reasons: Iterable[str]) -> str:
    """One row: the judged tickets that ended badly for each reason (a column of `outcomes`)."""
    sums = ", ".join(f'count(*) FILTER (WHERE o."{name}")' for name in reasons)
    return f"SELECT {sums} FROM outcomes AS o JOIN verdicts USING (ticket)"


def minutes_sql(block: int, verdicts: str = "verdicts") -> str:
    """Escalations by the block of so many minutes in which they began (counted from 1970 UTC) and by team."""
    minute = f"CAST(FLOOR(packed_ / {TEAMS * MINUTE * block}) AS BIGINT)"
    return (
        f"SELECT {minute} AS block_, MOD(packed_, {TEAMS}) AS team_, COUNT(*) AS tickets_ "
        f"FROM {verdicts} WHERE packed_ < {NEVER} GROUP BY 1, 2"
    )


def figures_sql(plan: Plan, view: str) -> str:
    """The same counts as rows `figure, name, tickets, alone, unknown`: one look at a warehouse's view."""
    rows = [("tickets", "all", "COUNT(*)", "0", "0")]
    rows += [("severity", name, _sum(f"severity = '{name}'"), "0", "0") for name in SEVERITIES]
    rows += [("level", str(level), _sum(f"level = {level}"), "0", "0") for level in LEVELS]
    rows += [("criterion", each.id, *_criterion_sums(plan, each)) for each in plan.asked]
    kinds = ("tickets", "alone", "unknown")
    sums = [
        f"{row[2 + k]} AS {kinds[k]}_{n}" for n, row in enumerate(rows) for k in range(3) if row[2 + k] != "0"
    ]
    names = [f"SELECT {n} AS n, '{row[0]}' AS figure, '{row[1]}' AS name" for n, row in enumerate(rows)]
    picked = [_pick(rows, kind, 2 + k) for k, kind in enumerate(kinds)]
    return (
        f"SELECT figure, name, {', '.join(picked)} FROM (SELECT {', '.join(sums)} FROM {view}) AS sums_ "
        f"CROSS JOIN ({' UNION ALL '.join(names)}) AS names_ ORDER BY n"
    )


def _criterion_sums(plan: Plan, each: Asked) -> tuple[str, str, str]:
    if each.constant is not None:
        return "0", "0", "SUM(open_)" if each.constant else "0"
    same = _severities(judged(plan)) if each.stage is Stage.SEVERITY else _raising(judged(plan))
    column = column_of(each)
    return _sum(f"{column} = 2"), _sum(f"{column} = 2 AND {_true_count(same)} = 1"), _sum(f"{column} = 1")


def _pick(rows: Sequence[tuple[str, ...]], kind: str, place: int) -> str:
    whens = "".join(f" WHEN n = {n} THEN {kind}_{n}" for n, row in enumerate(rows) if row[place] != "0")
    return f"CASE{whens} ELSE 0 END AS {kind}" if whens else f"0 AS {kind}"
