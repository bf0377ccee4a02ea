"""Asks the history for the patterns of its tickets, and searches thresholds over them (A13.1)."""

from typing import Any

from tocsin.app.calibrate import Opened
from tocsin.core.history.advice import advise, nothing_to_search
from tocsin.core.history.dials import Dials, find_dials
from tocsin.core.history.report import Run
from tocsin.core.history.search import MAX_PATTERNS, Search
from tocsin.core.history.sql_dials import patterns_sql

MANY_PATTERNS = "the tickets differ in too many ways to search it together with the others"


def search(opened: Opened, run: Run) -> dict[str, Any]:
    """The advice for a run over the history that it was made on."""
    dials, rows = _patterns(opened, run)
    if not dials.ranges:
        return nothing_to_search(dials)
    tickets, bad = sum(row[-1] for row in rows), sum(row[-1] for row in rows if row[-2])
    found = Search(dials, run.policy.calibration, rows, tickets, bad)
    return advise(found, run.plan, run.tally)


def _patterns(opened: Opened, run: Run) -> tuple[Dials, list[tuple[Any, ...]]]:
    """The dials with every pattern of tickets: thresholds are left alone until all patterns can be held."""
    history, without = opened.history, dict[str, str]()
    while True:
        dials = find_dials(run.policy, run.plan, without)
        if not dials.ranges:
            return dials, []
        history.store(
            "patterns", patterns_sql(run.plan, dials, history.since, "bad" if history.scored else None)
        )
        rows = history.rows(f"SELECT * FROM patterns ORDER BY ALL DESC LIMIT {MAX_PATTERNS + 1}")  # noqa: S608
        if len(rows) <= MAX_PATTERNS:
            return dials, rows
        without[list(dials.ranges)[-1]] = MANY_PATTERNS
