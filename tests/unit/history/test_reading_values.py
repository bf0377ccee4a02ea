"""Every kind of fact is read as people and systems write it; what cannot be read is named (A13.1)."""

from pathlib import Path
from typing import Any

import pytest

from tests.unit.history.reading import CHANGE, opened, states, write

HOUR = 3_600_000_000


def read(tmp_path: Path, fact: str, text: str, more: str = "") -> tuple[Any, list[str]]:
    """The fact on the one row, and the reasons of rejects."""
    quoted = text.replace('"', '""')
    path = write(tmp_path / "h.csv", f'id,at,v\nA,2026-01-01 00:00,"{quoted}"\nB,2026-01-01 00:00,\n')
    with opened(f"{CHANGE}columns: {{{fact}: v}}\n{more}", path) as history:
        rows = [row for row in states(history) if row["ticket"] == "A"]
        return (rows[0][fact] if rows else None), [r.reason for r in history.all_rejects()]


@pytest.mark.req("A13.1")
@pytest.mark.parametrize(
    ("fact", "text", "more", "value"),
    [
        ("vip", "Yes", "", True),
        ("vip", "0", "", False),
        ("vip", "Gold", "values: {vip: {gold: true}}", True),
        ("users", " 42 ", "", 42),
        ("users", "-3", "", -3),
        ("users", "7.0", "", 7),
        ("score", "1.5e3", "", 1500.0),
        ("summary", '=HYPERLINK("x")', "", '=HYPERLINK("x")'),
        ("severity", "P2", "", "P2"),
        ("severity", "1 - Critical", "values: {severity: {1 - critical: P1}}", "P1"),
        ("severity", "planning", "values: {severity: {planning: ~}}", None),
        ("labels", "outage, legal,unknown", "", ["legal", "outage"]),
        ("labels", '["vip","x"]', "", ["vip"]),
        ("labels", "a;vip", "separators: {labels: ';'}", ["vip"]),
        ("arr", "50000", "", 5_000_000),
        ("arr", "$50,000.25", "", 5_000_025),
        ("arr", "USD 12", "", 1_200),
        ("arr", "1200", "units: {arr: minor}", 1_200),
        ("arr", "3", "units: {arr: thousands}", 300_000),
        ("down_for", "2h", "", 2 * HOUR),
        ("down_for", "1 hour 30 min", "", HOUR * 3 // 2),
        ("down_for", "01:30:00", "", HOUR * 3 // 2),
        ("down_for", "90", "units: {down_for: minutes}", HOUR * 3 // 2),
        ("users", "?", 'empty: ["?"]', None),
    ],
)
def test_a_value_is_read(tmp_path: Path, fact: str, text: str, more: str, value: object) -> None:
    assert read(tmp_path, fact, text, more) == (value, [])


@pytest.mark.req("A13.1")
@pytest.mark.parametrize(
    ("fact", "text", "reason"),
    [
        ("vip", "perhaps", "it is neither yes nor no; list it under `values`"),
        ("users", "many", "it is no whole number"),
        ("users", "1.5", "it is no whole number"),
        ("score", "nan", "it is no number"),
        ("arr", "50000 EUR", "it is no amount in USD, or it may be two"),
        ("down_for", "90", "it is no length of time; give its unit under `units`"),
        ("down_for", "-2h", "it is no length of time; give its unit under `units`"),
    ],
)
def test_a_value_that_cannot_be_read_rejects_its_row(
    tmp_path: Path, fact: str, text: str, reason: str
) -> None:
    assert read(tmp_path, fact, text) == (None, [reason])


@pytest.mark.req("A13.1")
def test_a_choice_outside_the_policy_is_missing_and_counted(tmp_path: Path) -> None:
    path = write(
        tmp_path / "h.csv", "id,at,p\nA,2026-01-01 00:00,P9\nB,2026-01-01 00:00,P1\nC,2026-01-01 00:00,P9\n"
    )
    with opened(f"{CHANGE}columns: {{severity: p}}", path) as history:
        assert [row["severity"] for row in states(history)] == [None, "P1", None]
        assert [(s.column, s.value, s.rows) for s in history.seen.strays] == [("p", "P9", 2)]
        assert history.seen.rejected == 0


@pytest.mark.req("A13.1")
@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ("2026-03-08 06:30:00", 1_772_951_400_000_000),
        ("2026-03-08T06:30", 1_772_951_400_000_000),
        ("2026-03-08T07:30:00+01:00", 1_772_951_400_000_000),
        ("2026-03-08T06:30:00Z", 1_772_951_400_000_000),
        ("08/03/2026 06:30", 1_772_951_400_000_000),
        ("08/Mar/26 6:30 AM", 1_772_951_400_000_000),
    ],
)
def test_dates_in_several_formats(tmp_path: Path, text: str, micros: int) -> None:
    path = write(tmp_path / "h.csv", f"id,at\nA,{text}\n")
    formats = 'formats: ["%d/%m/%Y %H:%M", "%d/%b/%y %I:%M %p"]'
    with opened(f"{CHANGE}{formats}", path) as history:
        assert states(history)[0]["valid_from"] == micros


@pytest.mark.req("A13.1")
def test_naive_times_are_read_in_their_zone_over_a_clock_change(tmp_path: Path) -> None:
    path = write(tmp_path / "h.csv", "id,at\nA,2026-03-08 01:30\nA,2026-03-08 03:30\n")
    with opened(CHANGE.replace("zone: UTC", "zone: America/New_York"), path) as history:
        first, second = (row["valid_from"] for row in states(history))
        assert second - first == HOUR


@pytest.mark.req("A13.1")
def test_naive_times_without_a_zone_are_refused_not_guessed(tmp_path: Path) -> None:
    path = write(tmp_path / "h.csv", "id,at\nA,2026-03-08 01:30\nB,2026-03-08T01:30:00Z\n")
    with opened(CHANGE.replace("zone: UTC", ""), path) as history:
        assert [row["ticket"] for row in states(history)] == ["B"]
        [reject] = history.all_rejects()
        assert (reject.line, reject.column, reject.value) == (2, "at", "2026-03-08 01:30")
        assert "give `zone`" in reject.reason
