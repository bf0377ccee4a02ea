"""A character of an expression is found in the file, however YAML wraps the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model.finding import Position
from tocsin.core.policy.lint.inside import inside
from tocsin.core.policy.source import Source, parse


def place(text: str, needle: str) -> str:
    parsed = parse(Source("f", text))
    assert not parsed.findings, parsed.findings
    value = parsed.data["a"]
    at = inside(text, parsed.places.find(("a",)), value, value.index(needle))
    return f"{at.line}:{at.column}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: one && BAD > 2", "1:11"),
        ("a: 'one == ''x'' && BAD'", "1:21"),
        ('a: "one == \\"x\\" && BAD"', "1:21"),
        ('a: "one \\u003d\\x3d 2 \\n BAD"', "1:25"),
        ("a: |\n  one &&\n  BAD > 2\n", "3:3"),
        ("a: |-\n\n  one &&\n\n    BAD > 2\n", "5:5"),
        ("a: >-  # folded\n  one &&\n  two && BAD\n", "3:10"),
        ("a: one &&\n  two\n  && BAD", "3:6"),
        ("a: 'one\n\n   BAD'", "3:4"),
        ('a: "one \\\n   BAD"', "2:4"),
        ("a: &x one BAD", "1:11"),
        ("a: !!str one BAD", "1:14"),
        ("b: 1\r\na: |\r\n  one\r\n  BAD\r\n", "4:3"),
        ("{a: one BAD, b: 2}", "1:9"),
        ("a: één 文 BAD", "1:10"),
    ],
)
def test_a_place_inside_a_scalar_is_found(text: str, expected: str) -> None:
    assert place(text, "BAD") == expected


def test_an_offset_behind_the_text_points_behind_its_last_character() -> None:
    assert inside("a: 'xy'", Position("f", 1, 4), "xy", 2) == Position("f", 1, 7)


def test_a_text_that_was_stripped_is_still_found() -> None:
    assert inside("a: |\n  \n  one BAD\n", Position("f", 1, 4), "one BAD", 4) == Position("f", 3, 7)


@given(st.text(max_size=60), st.integers(0, 5), st.integers(0, 90), st.text(max_size=20), st.integers(0, 30))
def test_any_place_in_any_text_gives_a_place(
    text: str, line: int, column: int, value: str, offset: int
) -> None:
    at = inside(text, Position("f", line + 1, column + 1), value, offset)
    assert at.line >= 1
    assert at.column >= 1
    assert at.line <= len(text.splitlines()) + 1


@given(st.lists(st.sampled_from(["a", "é", "文", "'", '"', " ", "x y", "\\"]), min_size=1).map("".join))
def test_every_character_of_a_quoted_text_is_found(value: str) -> None:
    single = "a: '" + value.replace("'", "''") + "'"
    double = 'a: "' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    for text in (single, double):
        for offset, char in enumerate(value):
            if not char.isspace():
                at = inside(text, Position("f", 1, 4), value, offset)
                found = text[at.column - 1 :]
                assert found.startswith((char, "\\" + char))
