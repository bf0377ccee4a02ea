"""Two versions as texts: every line is a line of one of them, and the marks say only what differs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.versions.made import policy, text
from tocsin.app.versions_check import as_files
from tocsin.app.versions_diff import _hunks, _plain, text_diff

pytestmark = pytest.mark.req("B1")
WORDS = st.sampled_from(["a: 1", "b: two words", "b: three words", "# x", "list: [1, 2]", "  deep: yes", ""])
TEXTS = st.lists(WORDS, max_size=12)


def said(line: object) -> str:
    """A line without its marks."""
    return "".join(piece for _kind, piece in line.pieces)  # type: ignore[attr-defined]


@given(TEXTS, TEXTS)
def test_each_line_stands_where_it_says(before: list[str], after: list[str]) -> None:
    for hunk in _hunks({"a": before}, {"a": after}):
        for line in hunk.lines:
            if line.old:
                assert before[line.old - 1] == said(line) and line.kind in ("same", "gone")
            if line.new:
                assert after[line.new - 1] == said(line) and line.kind in ("same", "new")
            assert line.old or line.new
            marks = {kind for kind, _ in line.pieces}
            assert marks <= {"same", line.kind}


@given(TEXTS, TEXTS)
def test_nothing_is_left_out(before: list[str], after: list[str]) -> None:
    lines = [line for hunk in _hunks({"a": before}, {"a": after}) for line in hunk.lines]
    shown_old, shown_new = {line.old for line in lines}, {line.new for line in lines}
    kept_old = [t for n, t in enumerate(before, 1) if n not in shown_old]
    kept_new = [t for n, t in enumerate(after, 1) if n not in shown_new]
    assert kept_old == kept_new


def test_the_same_is_no_difference_and_one_word_is_one_mark() -> None:
    one = policy(text())
    assert text_diff(one, one) == ()
    other = policy(text(a="Danger to people, data or money => Danger to people, data or cash"))
    marks = [(k, p) for h in text_diff(one, other) for line in h.lines for k, p in line.pieces if k != "same"]
    assert marks == [("gone", "money"), ("new", "cash")]


def test_a_part_that_only_one_has_is_all_new() -> None:
    one, other = policy(text(signers="")), policy(text())
    hunks = text_diff(one, other)
    assert {hunk.file for hunk in hunks} == {"protocol.yaml"}
    assert "VP Customer Success" in "".join(said(line) for hunk in hunks for line in hunk.lines)
    assert set(_plain(one)) <= set(as_files(one))
