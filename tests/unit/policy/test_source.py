"""YAML is read as it stands, with the place of every value, and what cannot be read is told where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model.finding import Position
from tocsin.core.policy.source import MAX_NODES, Parsed, Source, parse


def read(text: str) -> Parsed:
    return parse(Source("f", text))


def told(text: str) -> str:
    (finding,) = read(text).findings
    return f"{finding.at.line}:{finding.at.column} {finding.message}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("'1'", "1"),
        ("1", 1),
        ("-7", -7),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("true", True),
        ("True", "True"),
        ("~", None),
        ("null", None),
        ("", None),
        ("2026-01-05", "2026-01-05"),
        ("!!str 5", "5"),
        ("|\n  x\n  y\n", "x\ny\n"),
        (">-\n  x\n  y\n", "x y"),
        ('"\\u00e9"', "é"),
        ("<<", "<<"),
    ],
)
def test_a_scalar_is_what_stands_there(text: str, value: object) -> None:
    parsed = read(f"a: {text}")
    assert parsed.findings == []
    assert parsed.data["a"] == value
    assert type(parsed.data["a"]) is type(value)


def test_every_value_and_key_has_its_place() -> None:
    places = read("a: 1\nb:\n  - x\n  - {c: y}\n").places
    assert places.find(("a",)) == Position("f", 1, 4)
    assert places.key(("b",)) == Position("f", 2, 1)
    assert places.find(("b", 0)) == Position("f", 3, 5)
    assert places.find(("b", 1, "c")) == Position("f", 4, 9)
    assert places.key(("b", 1, "c")) == Position("f", 4, 6)
    assert places.find(("b", 1, "gone", "deeper")) == Position("f", 4, 5)


def test_an_alias_stands_where_its_anchor_stands() -> None:
    parsed = read("a: &x {k: 1}\nb: *x\n")
    assert parsed.data["b"] == {"k": 1}
    assert parsed.places.find(("b", "k")) == Position("f", 1, 11)
    assert parsed.places.key(("b",)) == Position("f", 2, 1)


def test_a_level_is_a_number_however_it_is_written() -> None:
    for text in ("levels: {3: {x: 1}}", 'levels: {"3": {x: 1}}'):
        parsed = read(text)
        assert ("levels", 3, "x") in parsed.places.values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1 the file is empty"),
        ("- a", "1:1 the file must be a mapping of keys to values"),
        ("a: b: c", "1:5 a second `: ` in this line"),
        ("a:\n\tb: 1", "2:1 a tab indents this line"),
        ("a: @x", "1:4 a value cannot begin with `@`"),
        ("a: > 95%", "1:6 text cannot follow `>` or `|` in the same line"),
        ("a: 'x\n", "1:4 a quote is opened here and not closed"),
        ("a:\n  b: 1\n c: 2", "3:2 this does not line up with the keys above"),
        ("a: *x", "1:4 `*x` repeats nothing"),
        ("a: &x [*x]", "1:8 `*x` stands inside what it repeats"),
        ("a: 1\n---\nb: 1", "2:1 a second document begins here"),
        ("a: !x y", "1:4 the tag `!x` is not read"),
        ("b: 1\na: {<<: 1}", "2:5 merge keys (`<<`) are not read"),
        ("[a]: 1", "1:1 a key must be a word"),
        ("a: 1\nb: \x07", "2:4 `\\x07` is no character of a text"),
        ('a: "\\x07"', "1:4 `\\x07` is no character of a text"),
        ('"\\e": 1', "1:1 `\\x1b` is no character of a text"),
        ("a: \u202egnp", "1:4 `\\u202e` is no character of a text"),
        ("a: 1\na: 2", "2:1 `a` stands twice in the same mapping (first in line 1)"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(text: str, expected: str) -> None:
    assert told(text) == expected


def test_aliases_cannot_explode() -> None:
    bomb = "a: &a [1,1,1,1,1,1,1,1,1,1]\n"
    bomb += "".join(f"b{i}: &b{i} [{', '.join([f'*b{i - 1}' if i else '*a'] * 10)}]\n" for i in range(8))
    assert f"more than {MAX_NODES:,} values" in told(bomb)


def test_aliases_cannot_nest_without_end() -> None:
    links = (f"a{i}: &a{i} [[[[[[[[[[*a{i - 1}]]]]]]]]]]" for i in range(1, 9))
    chain = "\n".join(("a0: &a0 [1]", *links))
    assert "nest deeper than 40" in told(chain)


def test_right_to_left_text_is_a_text() -> None:
    assert read("a: \u05d0\u05d1\u200f \u0627").findings == []


@given(st.text(max_size=200))
def test_any_text_is_read_or_told_with_its_place(text: str) -> None:
    parsed = read(text)
    lines = len(text.splitlines()) + 1
    assert all(f.at.file == "f" and 1 <= f.at.line <= lines and f.at.column >= 1 for f in parsed.findings)
    assert parsed.findings or parsed.data is not None


MARKS = st.sampled_from([*"abc:-[]{},&*!|>'\"#%@ \t\n?~", "\n  ", ": ", "- ", "&x ", "*x", "<<: ", "---\n"])


@given(st.lists(MARKS, max_size=60).map("".join))
def test_any_heap_of_yaml_marks_is_read_or_told(text: str) -> None:
    parsed = read(text)
    assert all(f.message and f.at.line >= 1 for f in parsed.findings)
