"""The drafted mapping: whatever stands in an export, the draft is a mapping that can be read (A13.1)."""

from pathlib import Path

import pytest

from tests.acceptance.call import Done, tocsin

pytestmark = pytest.mark.req("A13.1")


def drafted(folder: Path, text: str, encoding: str = "utf-8") -> tuple[str, Done]:
    """The draft for an export, and what a calibration by it says without any edit."""
    (folder / "h.csv").write_text(text, encoding=encoding, newline="")
    draft = folder / "m.yaml"
    assert tocsin("map", str(folder / "h.csv"), "-o", str(draft), "--no-progress").code == 0
    words = ("--mapping", str(draft), "--no-progress", "--no-advice", "--format", "json")
    return draft.read_text(), tocsin("calibrate", "preset:base", str(folder / "h.csv"), *words)


def test_nothing_in_an_export_becomes_a_line_of_the_mapping(tmp_path: Path) -> None:
    bad = "x\nconstants: {vip: true}\x07\u2028zone: Mars"
    first = f'1,2026-01-01 00:00,"{bad}","{bad}"'
    text = f'Ticket,Opened,"Odd\nname: x",Note\n{first}\n2,2026-01-02 00:00,y,C:\\users\n'
    draft, done = drafted(tmp_path, text)
    assert done.code == 0, done.err
    assert done.json()["tickets"] == 2
    assert not [line for line in draft.splitlines() if line.startswith(("constants", "zone: Mars"))]


def test_years_of_two_digits_are_years_of_this_century(tmp_path: Path) -> None:
    draft, done = drafted(tmp_path, "Ticket,Opened\n1,9/1/26 08:00\n2,9/14/26 18:30\n")
    assert 'formats: ["%m/%d/%y %H:%M"]\n' in draft
    assert done.json()["period"]["from"].startswith("2026-09-01T08:00")


def test_days_that_may_be_months_are_asked_about(tmp_path: Path) -> None:
    draft, _ = drafted(tmp_path, "Ticket,Opened\n1,09/01/2026 08:00\n2,09/02/2026 18:30\n")
    assert 'formats: ["%d/%m/%Y %H:%M"]   # ? or "%m/%d/%Y %H:%M": no day is above 12 here' in draft
    draft, _ = drafted(tmp_path, "Ticket,Opened\n1,09/01/2026 08:00\n2,09/14/2026 18:30\n")
    assert 'formats: ["%m/%d/%Y %H:%M"]\n' in draft


def test_amounts_are_whole_unless_somebody_says_cents(tmp_path: Path) -> None:
    draft, done = drafted(tmp_path, "Ticket,Opened,ARR\n1,2026-01-01 00:00,60000\n2,2026-01-02 00:00,70000\n")
    assert "? whole USD, or cents: then `units: {arr: minor}`" in draft
    assert "units:\n" not in draft
    assert done.code == 0, done.err


def test_a_draft_without_an_end_asks_for_it(tmp_path: Path) -> None:
    draft, done = drafted(tmp_path, "Ticket,Opened\n1,2026-01-01 00:00\n2,2026-01-02 00:00\n")
    assert "# ? which column says when a ticket ended? without it none ever ends" in draft
    assert done.code == 0, done.err


def test_a_question_left_open_is_named_where_it_stands(tmp_path: Path) -> None:
    draft, done = drafted(tmp_path, "Ticket,Von\n1,2026-01-01 00:00\n2,2026-01-02 00:00\n")
    line = draft.splitlines().index('opened_at: "?"   # ? which column is it?') + 1
    assert done.code == 1
    assert f"m.yaml:{line}:12: error: `opened_at`: a `?` stands where a column must be named" in done.err
