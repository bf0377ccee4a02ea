"""The list as a table for spreadsheets: every line that is asked for, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin import bootstrap_site
from tocsin.app.desk.board import LONGEST, board
from tocsin.web.desk.lines import shown
from tocsin.web.desk.wanted import Asked
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.exports import Cell

HEADER = (
    "number", "severity", "level", "status", "title", "customer", "segment", "arr", "owner", "vacant seats",
    "due", "due at (UTC)", "last word to the customer (UTC)", "waiting on the customer", "team",
    "reported at (UTC)", "closed at (UTC)",
)  # fmt: skip
_FARTHEST = 500
"""Pages of LONGEST lines: a file of 100,000 lines is the longest."""


def rows(asked: Asked, request: Ask) -> Iterator[tuple[Cell, ...]]:
    """The table's lines in the order of the list. Raises Refused."""
    wanted, after = asked.wanted(request), ""
    for _ in range(_FARTHEST):
        found = board(bootstrap_site.desk(), wanted, request.now, LONGEST, after)
        for line in found.lines:
            told, row = shown(line), line.row
            yield (
                row.stream, row.severity, row.level, row.status, row.title, row.customer, row.segment,
                told.arr, row.owner, ", ".join(told.role_gaps), told.due_word,
                line.due.due_at if line.due else None, line.updated, line.waiting, row.team,
                row.reported_at, row.closed_at,
            )  # fmt: skip
        after = found.next
        if not after:
            return
