"""The index over tickets that come and go says what ranking a list of the same tickets says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.triage.likeness import Score, Text
from tocsin.similar import index as module
from tocsin.similar.lexical import Lexical

WORDS = [
    "payments", "fail", "checkout", "timeout", "ORA-01555", "login", "error", "502", "gateway", "Störung",
    "支付失败", "the", "and", "replica",
]  # fmt: skip
texts = st.builds(
    Text,
    st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
)
ASKED = Text("payments fail", "checkout timeout ORA-01555")


def ranked(query: Text, tickets: dict[str, Text], top: int = 20) -> list[tuple[str, Score]]:
    keys = list(tickets)
    return [(keys[s.index], replace(s, index=0)) for s in Lexical().rank(query, list(tickets.values()), top)]


def found(index: module.LexicalIndex, query: Text, top: int = 20) -> list[tuple[str, Score]]:
    return [(key, replace(score, index=0)) for key, score in index.best(query, lambda key: True, top)]


def same(one: list[tuple[str, Score]], two: list[tuple[str, Score]]) -> None:
    """The same but for the last digit, where a sum is made in another order."""
    assert [(key, score.words, score.title) for key, score in one] == [
        (key, score.words, score.title) for key, score in two
    ]
    assert [score.score for _, score in one] == pytest.approx([score.score for _, score in two], abs=2e-4)


@given(st.lists(texts, min_size=1, max_size=12, unique=True), texts)
def test_the_index_and_the_list_agree(tickets: list[Text], query: Text) -> None:
    index = module.LexicalIndex()
    named = {f"T{n}": text for n, text in enumerate(tickets)}
    for key, text in named.items():
        index.put(key, text)
    expected, told = dict(ranked(query, named)), dict(found(index, query))
    assert told.keys() == expected.keys()
    for key, score in told.items():
        assert score.score == pytest.approx(expected[key].score, abs=2e-4)
        assert set(score.words) == set(expected[key].words)


@given(st.lists(st.tuples(st.integers(0, 9), st.one_of(st.none(), texts)), max_size=40))
def test_what_came_and_went_leaves_no_trace(steps: list[tuple[int, Text | None]]) -> None:
    index, left = module.LexicalIndex(), {}
    for number, text in steps:
        key = f"T{number}"
        left.pop(key, None)
        if text is None:
            index.drop(key)
        else:
            index.put(key, text)
            left[key] = text
    assert len(index) == len(left)
    expected = dict(ranked(ASKED, left)) if left else {}
    told = dict(found(index, ASKED))
    assert told.keys() == expected.keys()
    for key, score in told.items():
        assert score.score == pytest.approx(expected[key].score, abs=2e-4)


def test_only_those_that_are_allowed_are_told_and_they_are_the_best_of_them() -> None:
    index = module.LexicalIndex()
    for number in range(300):
        index.put(f"T{number}", Text("payments fail", f"checkout timeout case{number}"))
    told = index.best(ASKED, lambda key: key.endswith("7"), 5)
    assert [key for key, _ in told] == ["T7", "T17", "T27", "T37", "T47"]


def test_after_thousands_came_and_went_it_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TOO_DEAD", 10)
    index = module.LexicalIndex()
    for number in range(100):
        index.put(f"T{number}", Text("login error", f"replica {number}"))
        if number >= 5:
            index.drop(f"T{number - 5}")
    assert len(index) == 5
    assert len(index._docs) <= 20
    assert {key for key, _ in index.best(Text("login error"), lambda key: True, 9)} == {
        f"T{n}" for n in range(95, 100)
    }


def test_nothing_is_alike_to_nothing() -> None:
    index = module.LexicalIndex()
    assert index.best(ASKED, lambda key: True, 5) == []
    index.put("T1", Text(""))
    assert index.best(ASKED, lambda key: True, 5) == []
    assert index.best(Text(""), lambda key: True, 5) == []


def test_a_ticket_that_changes_is_compared_as_it_is_now() -> None:
    index = module.LexicalIndex()
    index.put("T1", Text("gateway"))
    index.put("T1", ASKED)
    same(found(index, ASKED), ranked(ASKED, {"T1": ASKED}))
