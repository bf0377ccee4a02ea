"""Asks a judged history for its lists: tickets behind each number, and those that another policy moves."""

from typing import Any

from tocsin.app.calibrate import Opened, judge
from tocsin.core.history.compare import compare_json, matrix_sql, moved_sql
from tocsin.core.history.lists import List, criterion_list, level_list, list_json, list_sql, severity_list
from tocsin.core.history.report import Run
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.base import SEVERITIES


def lists(opened: Opened, run: Run) -> list[dict[str, Any]]:
    """Lists by level, severity and criterion; with outcomes also what was missed and raised for nothing."""
    history, found = opened.history, run.tally
    picked = [level_list(n, found.by_level[n]) for n in (4, 3, 2, 1) if found.by_level[n]]
    picked += [severity_list(s, found.by_severity[s]) for s in SEVERITIES if found.by_severity[s]]
    picked += [
        criterion_list(asked, found.criteria[asked.number].tickets)
        for asked in run.plan.asked
        if asked.constant is None and found.criteria[asked.number].tickets
    ]
    table = "(SELECT *, NULL AS bad_ FROM verdicts)"
    if history.scored:
        table = "(SELECT v.*, o.bad AS bad_ FROM verdicts AS v LEFT JOIN outcomes AS o USING (ticket))"
        picked += _outcome_lists(run)
    return [list_json(run.plan, p, history.rows(list_sql(run.plan, p, table))) for p in picked]


def _outcome_lists(run: Run) -> list[List]:
    found = run.tally
    missed = found.bad[""] - found.escalated_bad[""]
    calm = found.escalated_scored[""] - found.escalated_bad[""]
    return [
        List("missed", "Ended badly, never escalated", missed, "bad_ AND level_ = 0"),
        List("calm", "Escalated, ended well", calm, "NOT bad_ AND level_ > 0"),
    ]


def compare(opened: Opened, run: Run, other: Policy, step: Any) -> dict[str, Any]:
    """The other policy over the same history, and what moves."""
    there = judge(opened, step, other, "verdicts_other")
    rows = opened.history.rows
    matrix = rows(matrix_sql("verdicts", "verdicts_other"))
    moved = rows(moved_sql((run.plan, there.plan), "verdicts", "verdicts_other"))
    return compare_json(run, there, matrix, moved)
