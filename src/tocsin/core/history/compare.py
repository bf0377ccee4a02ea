"""Two policies over one history: which tickets reach another level, and through which criteria (A13.1)."""

from collections.abc import Iterable, Sequence
from typing import Any

from tocsin.core.history.lists import LIMIT, held
from tocsin.core.history.plan import Plan
from tocsin.core.history.report import Run
from tocsin.core.history.sql_plan import column_of, judged
from tocsin.core.policy.load import policy_hash


def matrix_sql(here: str, there: str) -> str:
    """Tickets by level here and level there."""
    return (
        f"SELECT a.level_, b.level_, COUNT(*) FROM {here} AS a JOIN {there} AS b USING (ticket) "
        "GROUP BY 1, 2 ORDER BY 1, 2"
    )


def moved_sql(plans: tuple[Plan, Plan], here: str, there: str) -> str:
    """Tickets that change their level, the biggest change first, with all answers of both policies."""
    sides = [
        ", ".join(f"{side}.{column_of(a)}" for a in judged(plan))
        for side, plan in zip("ab", plans, strict=True)
    ]
    answers = "".join(f", {side}" for side in sides if side)
    return (
        f"SELECT a.ticket, a.level_, b.level_{answers} FROM {here} AS a JOIN {there} AS b USING (ticket) "
        f"WHERE a.level_ <> b.level_ ORDER BY abs(a.level_ - b.level_) DESC, a.ticket LIMIT {LIMIT}"
    )


def compare_json(
    here: Run, there: Run, matrix: Iterable[Sequence[Any]], moved: Iterable[Sequence[Any]]
) -> dict[str, Any]:
    """The comparison: matrix of levels, criteria with other counts, the tickets that move."""
    cells = [{"from": a, "to": b, "tickets": n} for a, b, n in matrix]
    changed = sum(cell["tickets"] for cell in cells if cell["from"] != cell["to"])
    tickets = [_moved(here.plan, there.plan, row) for row in moved]
    return {
        "policy": {
            "title": there.policy.document.title,
            "version": there.policy.document.version,
            "hash": policy_hash(there.policy),
        },
        "changed": changed,
        "matrix": cells,
        "criteria": _criteria(here, there),
        "tickets": tickets,
        "more": changed - len(tickets),
    }


def _moved(here: Plan, there: Plan, row: Sequence[Any]) -> dict[str, Any]:
    ticket, before, after, *answers = row
    cut = len(judged(here))
    first, second = held(here, answers[:cut]), held(there, answers[cut:])
    return {"ticket": str(ticket), "from": before, "to": after, "here": first, "there": second}


def _criteria(here: Run, there: Run) -> list[dict[str, Any]]:
    """Criteria whose count differs; None where a policy does not have the criterion."""
    counts = [{a.id: run.tally.criteria[a.number].tickets for a in run.plan.asked} for run in (here, there)]
    ids = dict.fromkeys([*counts[0], *counts[1]])
    return [
        {"id": id_, "here": counts[0].get(id_), "there": counts[1].get(id_)}
        for id_ in ids
        if (counts[0].get(id_) or 0) != (counts[1].get(id_) or 0)
    ]
