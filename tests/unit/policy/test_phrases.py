"""A phrase is found in every form in which people write it (A5.7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.policy.phrases import occurrences


@pytest.mark.req("A5.7")
@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("calm down", "Please Calm Down now"),
        ("calm down", "stay calm\n   down there"),
        ("calm down", "it is calming down"),
        ("calm down", "we have calmed down"),
        ("that's our policy", "That\u2019s our policy."),
        ("that's our policy", "that is our policy"),
        ("that is our policy", "that is our  policy"),
        ("you can't do that", "you cannot do that"),
        ("you cannot do that", "you can't do that"),
        ("we don't know", "we do not know"),
        ("that is our policy", "that's our policy"),
        ("we do not care", "we don't care"),
        ("we will not help", "we won't help"),
        ("you can not have it", "you cannot have it"),
        ("let us be clear", "Let\u2019s be clear"),
        ("not our fault", "It is not - our - fault"),
        ("no problem", "no **problem**"),
        ("promise", "We promised it"),
        ("stop", "we are stopping"),
        ("unfortunately", "Unfortunately, no"),
        ("guarantee", "we guaranteed and are guaranteeing"),
    ],
)
def test_a_variant_is_found(phrase: str, text: str) -> None:
    assert list(occurrences(phrase, text))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("calm down", "calm. Down the road"),
        ("calm down", "calm the downstream system"),
        ("stop", "a backstop"),
        ("stop", "stopgap"),
        ("our fault", "your fault"),
        ("ASAP", "asapple"),
        ("...", "anything..."),
        ("", "anything"),
    ],
)
def test_another_text_is_not(phrase: str, text: str) -> None:
    assert not list(occurrences(phrase, text))


def test_the_place_is_that_of_the_words() -> None:
    text = "Well, that\u2019s  our policy!"
    ((start, end),) = occurrences("that's our policy", text)
    assert text[start:end] == "that\u2019s  our policy"


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_phrase_in_any_text_is_searched_without_failing(phrase: str, text: str) -> None:
    for start, end in occurrences(phrase, text):
        assert 0 <= start < end <= len(text)
