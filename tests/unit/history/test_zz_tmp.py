"""Whatever stands in the cells: every row is read as it was written, or counted as rejected (A13.1)."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.history.reading import CHANGE, opened, states
from tocsin.core.model.finding import Refused

pytestmark = pytest.mark.req("A13.1")
CELLS = st.text(st.sampled_from("aB1 ,;|\t\"'\n\r=+-@ß支🤦\u200b<>&%$\\"), max_size=12)
ROWS = st.lists(st.tuples(CELLS, st.booleans()), min_size=1, max_size=12)


def written(rows: list[tuple[str, bool]]) -> str:
    """The rows as CSV; a row marked so lacks its last field."""
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if any("\r" in cell for cell, _ in rows) else csv.QUOTE_MINIMAL
    writer = csv.writer(out, lineterminator="\n", quoting=quoting)
    writer.writerow(["id", "at", "text", "more"])
    for number, (cell, ragged) in enumerate(rows):
        record = [f"T{number:02}", "2026-01-01 00:00:00", cell, "x"]
        writer.writerow(record[:3] if ragged else record)
    return out.getvalue()


@settings(max_examples=250)
@given(rows=ROWS)
def test_no_row_is_lost(rows: list[tuple[str, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "h.csv"
        path.write_text(written(rows), encoding="utf-8", newline="")
        whole = {f"T{n:02}": cell.strip(" ") or None for n, (cell, ragged) in enumerate(rows) if not ragged}
        if not whole:
            return
        with opened(f"{CHANGE}delimiter: ','\ncolumns: {{summary: text}}\n", path) as history:
            assert {row["ticket"]: row["summary"] for row in states(history)} == whole
            assert history.seen.rejected == len(rows) - len(whole)
            assert all(reject.line > 1 for reject in history.all_rejects())


@settings(max_examples=250)
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "h.csv"
        path.write_bytes(b"id,at,text\nA,2026-01-01,x\n" + raw)
        try:
            with opened(f"{CHANGE}columns: {{summary: text}}\n", path) as history:
                assert history.seen.rows >= 1 or history.seen.rejected
                list(history.all_rejects())
        except Refused as refused:
            assert all(finding.message and finding.help for finding in refused.findings)
