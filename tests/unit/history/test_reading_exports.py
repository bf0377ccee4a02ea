"""Exports as help desks and spreadsheets really write them: lists, pages, packed, Windows text (A13.1)."""

import gzip
import json
from pathlib import Path

import pytest

from tests.unit.history.reading import CHANGE, opened, states, write
from tocsin.core.model.finding import Refused

pytestmark = pytest.mark.req("A13.1")
NAMED = f"{CHANGE}columns: {{summary: text}}\n"
MONEY = f"{CHANGE}columns: {{arr: arr, score: score}}\n"
TICKETS = [{"id": n, "at": f"2026-01-0{n}T00:00:00Z", "text": f"line\nof {n}"} for n in (1, 2, 3)]
LINES = "\n".join(map(json.dumps, TICKETS))
PAGE = {"count": 3, "next_page": None, "tickets": TICKETS}


def summaries(mapping: str, path: Path) -> list[str]:
    with opened(mapping, path) as history:
        assert not history.seen.rejected
        return [row["summary"] for row in states(history)]


@pytest.mark.parametrize(
    "content",
    [
        LINES,
        json.dumps(TICKETS),
        json.dumps(TICKETS, indent=2),
        json.dumps(PAGE),
        json.dumps(PAGE, indent=4),
        json.dumps({"startAt": 0, "issues": TICKETS}),
        json.dumps({"result": TICKETS}),
        json.dumps([{"tickets": TICKETS[:2]}, {"tickets": TICKETS[2:]}]),
        "\n".join(json.dumps({"tickets": [each]}) for each in TICKETS),
        "\n".join(json.dumps(each, indent=1) for each in TICKETS),
        "\ufeff" + json.dumps(TICKETS),
        "\ufeff" + json.dumps(PAGE, indent=2),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_json_is_read_however_its_tickets_are_gathered(tmp_path: Path, content: str, packed: bool) -> None:
    path = tmp_path / ("h.json.gz" if packed else "h.json")
    raw = content.encode()
    assert summaries(NAMED, write(path, gzip.compress(raw, mtime=0) if packed else raw)) == [
        "line\nof 1", "line\nof 2", "line\nof 3",
    ]  # fmt: skip


def test_a_list_inside_a_ticket_does_not_make_the_ticket_a_page(tmp_path: Path) -> None:
    one = json.dumps({**TICKETS[0], "tags": ["a"], "custom_fields": [{"id": 1}]})
    assert summaries(NAMED, write(tmp_path / "h.json", one)) == ["line\nof 1"]


def test_an_entry_that_is_no_ticket_is_told_by_its_number(tmp_path: Path) -> None:
    path = write(tmp_path / "h.json", json.dumps([TICKETS[0], 7, {**TICKETS[1], "at": "soon"}]))
    with opened(NAMED, path) as history:
        assert [(r.line, r.column, r.reason) for r in history.all_rejects()] == [
            (0, "", "the line is no JSON object (entry 2 of the file)"),
            (0, "at", "it is no instant in a format that the mapping names (entry 3 of the file)"),
        ]


@pytest.mark.parametrize("content", ["[]", '{"tickets": []}'])
def test_a_list_without_tickets_is_told(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "h.json", content)
    with pytest.raises(Refused, match="holds no ticket"), opened(NAMED, path):
        pass


@pytest.mark.parametrize("content", [json.dumps(TICKETS)[:-9], json.dumps(PAGE, indent=1)[:-30]])
def test_a_list_that_breaks_off_is_refused_whole(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "h.json", content)
    with pytest.raises(Refused, match=r"h\.json` is no complete JSON"), opened(NAMED, path):
        pass


def test_a_history_of_which_nothing_can_be_read_shows_the_first_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "h.csv", "id,at,text\nA,01/02/2026,x\nB,never,x\n")
    with pytest.raises(Refused) as caught, opened(NAMED, path):
        pass
    first = caught.value.findings[1]
    assert (first.at.line, first.message) == (
        2, "`at`: `01/02/2026`: it is no instant in a format that the mapping names"
    )  # fmt: skip


CSV = 'id;at;text\r\n1;2026-01-01 00:00;“10 € – Größe”\r\n2;2026-01-02 00:00;"two\r\nlines"\r\n'


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("windows.csv", CSV.encode("cp1252")),
        ("bom.csv", CSV.encode("utf-8-sig")),
        ("utf16.txt", CSV.encode("utf-16")),
        ("told.csv", b"sep=;\r\n" + CSV.encode("cp1252")),
        ("told-bom.csv", ("\ufeffsep=;\r\n" + CSV).encode()),
        ("packed.csv.gz", gzip.compress(CSV.encode("cp1252"), mtime=0)),
    ],
)
def test_csv_is_read_as_excel_writes_it(tmp_path: Path, name: str, raw: bytes) -> None:
    assert summaries(NAMED, write(tmp_path / name, raw)) == ["“10 € – Größe”", "two\r\nlines"]


def test_lines_that_end_as_on_an_old_mac_are_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "h.csv", "id,at,text\rA,2026-01-01 00:00,x\rB,2026-01-01 00:00,y\r")
    assert summaries(NAMED, path) == ["x", "y"]


def test_a_reject_below_the_line_of_excel_is_named_with_its_true_line(tmp_path: Path) -> None:
    path = write(tmp_path / "h.csv", "sep=;\nid;at;text\n1;2026-01-01 00:00;“x”\n2;soon;x\n".encode("cp1252"))
    with opened(NAMED, path) as history:
        assert [(r.file, r.line) for r in history.all_rejects()] == [(str(path), 4)]


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("50000", 5_000_000),
        ("50,000.50", 5_000_050),
        ("$1,234,567.50", 123_456_750),
        ("50000,00", 5_000_000),
        ("1.234.567,50 USD", 123_456_750),
        ("1.234.567", 123_456_700),
        ("1 234,5", 123_450),
        ("1'234.50", 123_450),
        ("1\u2019234.50", 123_450),
        ("1\u00a0234\u202f567,50", 123_456_750),
        ("-1.000,00", -100_000),
        ("0.125", 13),
    ],
)
def test_amounts_are_read_with_a_point_or_a_comma(tmp_path: Path, written: str, cents: int) -> None:
    path = write(tmp_path / "h.csv", f"id;at;arr;score\n1;2026-01-01 00:00;{written};4,5\n")
    with opened(MONEY, path) as history:
        assert [(row["arr"], row["score"]) for row in states(history)] == [(cents, 4.5)]


@pytest.mark.parametrize("written", ["50.000", "50000 €", "1,23,4.5.6", "about 50"])
def test_amounts_that_may_be_two_or_another_currency_are_no_amounts(tmp_path: Path, written: str) -> None:
    path = write(
        tmp_path / "h.csv", f"id;at;arr;score\n1;2026-01-01 00:00;{written};1\n2;2026-01-01 00:00;1;1\n"
    )
    with opened(MONEY, path) as history:
        assert [(r.line, r.value, r.reason) for r in history.all_rejects()] == [
            (2, written, "it is no amount in USD, or it may be two")
        ]
