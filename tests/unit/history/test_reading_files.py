"""Broken, odd and many files: each row is read or named, never dropped in silence (A13.1)."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.unit.history.reading import CHANGE, TICKET, opened, states, write
from tocsin.core.model.finding import Refused

pytestmark = pytest.mark.req("A13.1")
NAMED = f"{CHANGE}columns: {{summary: text}}\n"


def refusal(mapping: str, *paths: Path) -> str:
    with pytest.raises(Refused) as caught, opened(mapping, *paths):
        pass
    return "\n".join(f"{f.message}; {f.help}" for f in caught.value.findings)


def test_ragged_lines_and_broken_quotes_are_named_with_their_line(tmp_path: Path) -> None:
    lines = [
        "id,at,text",
        "A,2026-01-01 00:00,fine",
        "B,2026-01-01 00:00",
        "C,2026-01-01 00:00,x,too many",
        'D,2026-01-01 00:00,"two\nlines, and a ""quote"""',
        'E,2026-01-01 00:00,"broken" quote',
        "F,2026-01-01 00:00,also fine",
    ]
    path = write(tmp_path / "h.csv", "\n".join(lines) + "\n")
    with opened(NAMED, path) as history:
        assert {row["ticket"]: row["summary"] for row in states(history)} == {
            "A": "fine",
            "D": 'two\nlines, and a "quote"',
            "F": "also fine",
        }
        found = [(r.line, r.reason) for r in history.all_rejects()]
        assert found == [
            (3, "the line has fewer fields than the header"),
            (4, "the line has more fields than the header"),
            (7, "a quote is opened and not closed as CSV asks"),
        ]
        assert (history.seen.rows, history.seen.rejected) == (3, 3)


def test_a_quote_that_is_never_closed_tells_how_much_it_swallows(tmp_path: Path) -> None:
    lost = "".join(f"T{n},2026-01-01 00:00,ok\n" for n in range(50))
    path = write(tmp_path / "h.csv", f'id,at,text\nA,2026-01-01 00:00,ok\nB,2026-01-01 00:00,"open\n{lost}')
    with opened(NAMED, path) as history:
        [reject] = history.all_rejects()
        assert reject.line == 3
        assert "with it 51 lines below are lost" in reject.reason


def test_mixed_encodings_are_read_line_by_line(tmp_path: Path) -> None:
    good = "A,2026-01-01 00:00,Größe\n" * 3
    path = write(
        tmp_path / "h.csv", b"id,at,text\n" + good.encode() + "B,2026-01-01 00:00,Größe\n".encode("latin-1")
    )
    with opened(NAMED, path) as history:
        assert [row["summary"] for row in states(history)] == ["Größe"] * 3
        [reject] = history.all_rejects()
        assert (reject.line, reject.reason) == (5, "the text is not in the file's encoding")


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b"\xef\xbb\xbf"), ("utf-16", b""), ("latin-1", b""), ("utf-8", b"")]
)
def test_encodings_are_seen(tmp_path: Path, encoding: str, mark: bytes) -> None:
    text = "id;at;text\r\nA;2026-01-01 00:00;Größe\r\n"
    path = write(tmp_path / "h.csv", mark + text.encode(encoding))
    with opened(NAMED, path) as history:
        assert [row["summary"] for row in states(history)] == ["Größe"]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiters_are_seen(tmp_path: Path, sign: str) -> None:
    path = write(tmp_path / "h.txt", f"id{sign}at{sign}text\nA{sign}2026-01-01 00:00{sign}x y\n")
    with opened(NAMED, path) as history:
        assert states(history)[0]["summary"] == "x y"


def test_rejected_values_are_found_again_with_their_line(tmp_path: Path) -> None:
    rows = "".join(f'T{n},2026-01-01 00:00,"a\nb",{n if n % 40 else "many"}\n' for n in range(100))
    path = write(tmp_path / "h.csv", "id,at,text,users\n" + rows)
    with opened(f"{CHANGE}columns: {{users: users}}", path) as history:
        found = [(r.line, r.column, r.value) for r in history.all_rejects()]
        assert found == [(2, "users", "many"), (82, "users", "many"), (162, "users", "many")]


def test_jsonl_with_broken_lines_and_nested_values(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "A", "at": "2026-01-01T00:00:00Z", "deep": {"text": "Größe"}}),
        "{broken",
        "",
        "[1, 2]",
        json.dumps({"id": "B", "at": "2026-01-01T00:00:00Z", "tags": ["vip", "x"]}),
        json.dumps({"id": None, "at": "2026-01-01T00:00:00Z"}),
    ]
    path = write(tmp_path / "h.jsonl", "\n".join(lines) + "\n")
    with opened(f"{CHANGE}columns: {{summary: deep.text, labels: tags}}", path) as history:
        assert [(r["ticket"], r["summary"], r["labels"]) for r in states(history)] == [
            ("A", "Größe", None),
            ("B", None, ["vip"]),
        ]
        reasons = [(r.line, r.reason) for r in history.all_rejects()]
        assert [reason for _, reason in reasons] == [
            "the line is no JSON object",
            "the line is no JSON object",
            "`id` names no ticket",
        ]


def test_parquet_rejects_carry_their_row(tmp_path: Path) -> None:
    path = tmp_path / "h.parquet"
    duckdb.connect().sql(
        "SELECT * FROM (VALUES ('A', TIMESTAMP '2026-01-01', '3'), (NULL, TIMESTAMP '2026-01-01', '4'), "
        "('C', NULL, '5'), ('D', TIMESTAMP '2026-01-01', 'x')) AS t(id, \"at\", n)"
    ).write_parquet(str(path))
    with opened(f"{CHANGE}columns: {{users: n}}", path) as history:
        assert [row["ticket"] for row in states(history)] == ["A"]
        assert [(r.line, r.reason) for r in history.all_rejects()] == [
            (2, "`id` names no ticket"),
            (3, "the row has no time between 1970 and 2200"),
            (4, "it is no whole number"),
        ]


def test_several_files_and_patterns(tmp_path: Path) -> None:
    for name in "abc":
        write(tmp_path / f"{name}.csv", f"id,at,text\n{name},2026-01-01 00:00,x\n")
    with opened(NAMED, tmp_path / "*.csv") as history:
        assert [row["ticket"] for row in states(history)] == ["a", "b", "c"]
    with opened(NAMED, tmp_path) as history:
        assert history.seen.rows == 3


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is empty; export the tickets again"),
        ("id,at,text\n", "has a header but no rows"),
        ("\n\n", "has no header"),
        ("id,when,text\nA,2026-01-01 00:00,x\n", "has no column `at`"),
        ("id,at,text\nA,never,x\n", "has no row that can be read"),
        ("[1]", "has a header but no rows"),
    ],
)
def test_files_without_a_history_are_refused_in_words(tmp_path: Path, content: str, told: str) -> None:
    assert told in refusal(NAMED, write(tmp_path / "h.csv", content))


def test_other_files_are_refused_in_words(tmp_path: Path) -> None:
    assert "there is no file" in refusal(NAMED, tmp_path / "no.csv")
    assert "no file is named by" in refusal(NAMED, tmp_path / "*.csv")
    assert "is no CSV, JSONL or Parquet" in refusal(NAMED, write(tmp_path / "h.xlsx", b"PK\x03\x04rest"))
    assert "is packed and damaged" in refusal(NAMED, write(tmp_path / "h.csv.gz", b"\x1f\x8b\x08rest"))
    assert "cannot be read as Parquet" in refusal(NAMED, write(tmp_path / "h.parquet", b"PAR1" + b"x" * 50))
    write(tmp_path / "a.csv", "id,at,text\nA,2026-01-01 00:00,x\n")
    write(tmp_path / "a.jsonl", '{"id": "A"}\n')
    assert "mixes csv and jsonl" in refusal(NAMED, tmp_path / "a.csv", tmp_path / "a.jsonl")


def test_times_that_run_backwards_count_at_their_first_instant(tmp_path: Path) -> None:
    text = (
        "id,opened,closed\nA,2026-01-02 00:00,2026-01-01 00:00\nB,2026-01-01 00:00,2026-01-03 "
        "00:00\nC,2026-01-01 00:00,\n"
    )
    with opened(TICKET, write(tmp_path / "h.csv", text)) as history:
        spans = {r["ticket"]: (r["valid_to"] - r["valid_from"]) // 86_400_000_000 for r in states(history)}
        assert spans == {"A": -1, "B": 2, "C": 2}
        assert history.seen.backwards == 1


def test_rows_are_taken_in_the_order_of_the_mapping(tmp_path: Path) -> None:
    text = (
        "id,at,n,text\nA,2026-01-01 00:00,10,third\nA,2026-01-01 00:00,2,second\nA,2025-12-31 00:00,1,first\n"
    )
    with opened(f"{NAMED}order_by: [n]", write(tmp_path / "h.csv", text)) as history:
        rows = {r["summary"]: r["valid_to"] - r["valid_from"] for r in states(history)}
        assert rows == {"first": 86_400_000_000, "second": 0, "third": 0}
        assert {r["opened_at"] for r in states(history)} == {states(history)[0]["valid_from"]}


def test_a_period_cuts_states_and_leaves_out_older_tickets(tmp_path: Path) -> None:
    text = "id,at,text\nA,2026-01-01 00:00,x\nA,2026-01-09 00:00,y\nB,2026-01-05 00:00,x\n"
    until = 1_767_830_400_000_000  # 2026-01-08
    with opened(NAMED, write(tmp_path / "h.csv", text), until=until) as history:
        assert [(r["ticket"], r["valid_to"]) for r in states(history)] == [("A", until), ("B", until)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_lines_are_right_whatever_ends_them(tmp_path: Path, end: str, mark: bytes) -> None:
    lines = [
        "id,at,text",
        'A,2026-01-01 00:00,"one',
        'two"',
        "B,2026-01-01 00:00",
        "C,2026-01-01 00:00,x",
        "D,1",
    ]
    path = write(tmp_path / "h.csv", mark + (end.join(lines) + end).encode())
    with opened(NAMED, path) as history:
        assert [r.line for r in history.all_rejects()] == [4, 6]
        assert [r.line for r in history.seen.rejects] == [4, 6]
