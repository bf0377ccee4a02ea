"""A state holds what was known while it lasted: nothing that happened afterwards (A13.1)."""

from pathlib import Path

import pytest

from tests.unit.history.reading import CHANGE, TICKET, WORDS, opened, states, write
from tocsin.core.history.mapping import Mapping
from tocsin.core.history.mapping_read import fit, read_mapping
from tocsin.core.model.finding import Gravity
from tocsin.core.policy.source import Source
from tocsin.warehouse.shipped import mapping_source

pytestmark = pytest.mark.req("A13.1")
HOUR = 3_600_000_000
NINE = 1_767_603_600_000_000
EVENTS = f"{TICKET}columns: {{acknowledged_at: ack, last_update_at: told, users: users}}"


def parts(rows: str, folder: Path, mapping: str = EVENTS, **wish: int) -> list[tuple[object, ...]]:
    """From, to, acknowledged, told: in hours after nine o'clock."""
    path = write(folder / "h.csv", "id,opened,closed,ack,told,users\n" + rows)
    names = ("valid_from", "valid_to", "acknowledged_at", "last_update_at")
    with opened(mapping, path, **wish) as history:
        found = [tuple(row[name] for name in names) for row in states(history)]
    return [tuple(None if v is None else (v - NINE) / HOUR for v in row) for row in found]


def test_what_a_whole_tickets_row_says_of_later_is_not_known_before(tmp_path: Path) -> None:
    row = "A,2026-01-05 09:00,2026-01-05 19:00,2026-01-05 10:00,2026-01-05 17:00,3\n"
    assert parts(row, tmp_path) == [
        (0, 1, None, None),
        (1, 8, 1, None),
        (8, 10, 1, 8),
    ]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("A,2026-01-05 09:00,2026-01-05 19:00,,,3", [(0, 10, None, None)]),
        ("A,2026-01-05 09:00,2026-01-05 19:00,2026-01-05 09:00,2026-01-05 08:00,3", [(0, 10, 0, -1)]),
        ("A,2026-01-05 09:00,2026-01-05 19:00,2026-01-05 19:00,2026-01-05 20:00,3", [(0, 10, None, None)]),
        (
            "A,2026-01-05 09:00,2026-01-05 19:00,2026-01-05 11:00,2026-01-05 11:00,3",
            [(0, 2, None, None), (2, 10, 2, 2)],
        ),
    ],
)
def test_events_that_are_missing_early_late_or_at_once(
    tmp_path: Path, row: str, found: list[tuple[object, ...]]
) -> None:
    assert parts(row + "\n", tmp_path) == found


def test_rows_are_counted_not_their_parts(tmp_path: Path) -> None:
    rows = "A,2026-01-05 09:00,2026-01-05 19:00,2026-01-05 10:00,2026-01-05 11:00,3\n"
    rows += "B,2026-01-06 09:00,,,,3\n"
    path = write(tmp_path / "h.csv", "id,opened,closed,ack,told,users\n" + rows)
    with opened(EVENTS, path, until=NINE + 12 * HOUR) as history:
        assert history.seen.rows == 1
        assert len(states(history)) == 3


def test_an_earlier_instant_in_a_later_row_does_not_make_a_ticket_older_before(tmp_path: Path) -> None:
    rows = "A,1,2026-01-05 10:00\nA,2,2026-01-05 09:00\nA,3,2026-01-05 12:00\n"
    path = write(tmp_path / "h.csv", "id,seq,at\n" + rows)
    with opened(f"{CHANGE}order_by: [seq]", path) as history:
        found = {(r["valid_from"] - NINE) // HOUR: (r["opened_at"] - NINE) // HOUR for r in states(history)}
    assert found == {1: 1, 0: 0, 3: 0}


@pytest.mark.parametrize("name", ["freshdesk", "jira", "zendesk", "servicenow"])
def test_no_shipped_mapping_reads_a_fact_from_how_a_ticket_ended(name: str) -> None:
    read = read_mapping(mapping_source(name))
    mapping: Mapping = read.mapping
    ends = mapping.outcomes.columns() if mapping.outcomes else set()
    if mapping.rows == "ticket":
        columns = {c for text in (*mapping.columns.values(), *ends) for c in text.split(" | ")}
        facts = {c for text in mapping.columns.values() for c in text.split(" | ")}
        assert not {c for text in ends for c in text.split(" | ")} & facts
        assert columns


def test_an_own_mapping_that_does_is_warned() -> None:
    text = f"{TICKET}columns: {{users: n, vip: v}}\noutcomes: {{bad: {{many: {{column: n, above: 3}}}}}}\n"
    _, warnings = fit(read_mapping(Source("m.yaml", text)), WORDS)
    told = [(w.gravity, w.message) for w in warnings if "future" in w.message]
    words = "`users` comes from `n`, known at the ticket's end: it sees the future"
    assert told == [(Gravity.WARNING, words)]
