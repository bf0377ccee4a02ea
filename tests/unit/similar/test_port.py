"""What every judge of likeness keeps: the port `Similar`, by both that stand behind it."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tocsin.app.duplicates import Similar
from tocsin.core.triage.likeness import Text
from tocsin.similar.lexical import Lexical
from tocsin.similar.registry import judge
from tocsin.similar.semantic import Semantic

pytestmark = pytest.mark.req("A2.4")


class Letters:
    """An encoder that counts letters: like a model, it has a vector for any text."""

    def encode(self, texts: Sequence[str]) -> NDArray[Any]:
        return np.array([[text.lower().count(c) for c in "abcdefghijklmnopqrstuvwxyz"] for text in texts])


MAKERS: dict[str, Callable[[], Similar]] = {"words": Lexical, "meaning": lambda: Semantic(Letters())}
TEXTS = st.builds(Text, st.text(max_size=40), st.text(max_size=80))


@pytest.fixture(params=MAKERS)
def similar(request: pytest.FixtureRequest) -> Similar:
    return MAKERS[request.param]()


def test_nothing_to_compare_with_is_no_answer(similar: Similar) -> None:
    assert similar.rank(Text("Checkout is down"), [], 5) == []


def test_an_empty_ticket_is_like_nothing(similar: Similar) -> None:
    assert similar.rank(Text("", ""), [Text("Checkout is down"), Text("", "")], 5) == []


def test_the_same_text_is_wholly_alike(similar: Similar) -> None:
    text = Text("Checkout is down", "Error PAY-5031 since 09:10")
    assert similar.rank(text, [text], 5)[0].score == pytest.approx(1, abs=0.001)


def test_of_two_as_alike_the_one_given_first_comes_first(similar: Similar) -> None:
    text = Text("Checkout is down")
    assert [s.index for s in similar.rank(text, [text, Text("Ledger"), text], 2)] == [0, 2]


def test_no_more_than_asked_for(similar: Similar) -> None:
    texts = [Text(f"Checkout is down in shop {n}") for n in range(30)]
    assert len(similar.rank(Text("Checkout is down"), texts, 7)) == 7


@pytest.mark.parametrize("name", MAKERS)
@given(query=TEXTS, candidates=st.lists(TEXTS, max_size=8))
def test_any_texts_are_ranked_between_0_and_1_best_first_and_twice_the_same(
    name: str, query: Text, candidates: list[Text]
) -> None:
    ranked = MAKERS[name]().rank(query, candidates, 5)
    assert ranked == MAKERS[name]().rank(query, candidates, 5)
    assert [s.score for s in ranked] == sorted((s.score for s in ranked), reverse=True)
    assert all(0 < s.score <= 1 and 0 <= s.text <= 1 and 0 <= s.title <= 1 for s in ranked)
    assert len({s.index for s in ranked}) == len(ranked)


def test_words_are_the_default() -> None:
    assert isinstance(judge(), Lexical)
