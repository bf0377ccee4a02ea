"""Asks the history for the patterns of its tickets, and searches thresholds over them (A13.1)."""

from typing import Any

from tocsin.app.calibrate import Opened
from tocsin.core.history.advice import advise, nothing_to_search
from tocsin.core.history.dials import find_dials
from tocsin.core.history.report import Run
from tocsin.core.history.search import MAX_PATTERNS, Search
from tocsin.core.history.sql_dials import patterns_sql


def search(opened: Opened, run: Run) -> dict[str, Any]:
    """The advice for a run over the history that it was made on."""
    dials = find_dials(run.policy, run.plan)
    if not dials.ranges:
        return nothing_to_search(dials)
    history = opened.history
    sql = patterns_sql(run.plan, dials, history.since, "bad" if history.scored else None)
    history.store("patterns", sql)
    rows = history.rows(f"SELECT * FROM patterns ORDER BY ALL DESC LIMIT {MAX_PATTERNS}")  # noqa: S608
    tickets, bad = sum(row[-1] for row in rows), sum(row[-1] for row in rows if row[-2])
    found = Search(dials, run.policy.calibration, rows, tickets, bad)
    return advise(found, run.plan, run.tally)
