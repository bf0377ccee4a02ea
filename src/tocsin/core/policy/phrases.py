"""Finds a phrase in a text as people vary it: case, apostrophes, spacing, contractions, endings (A5.7)."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u00b4`\u2032", "'"))
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BETWEEN = r"[\s*_,;:\u2010-\u2015-]+"
_ENDING = r"(?:s|es|d|ed|ing)?"
_SHORT = 4
_MAX_WORDS = 40
_IRREGULAR = {"can't": ("cannot", "can not"), "won't": ("will not",), "let's": ("let us",), "i'm": ("i am",)}
_TAILS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'s": "is", "'d": "would"}
_TAIL_OF = {long: tail for tail, long in _TAILS.items()}


def occurrences(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the phrase stands in the text, in whatever form: start and end, in code points."""
    pattern, lead = _pattern(phrase)
    if pattern is not None and lead in text.casefold():
        for found in pattern.finditer(text.translate(_APOSTROPHES)):
            yield found.span()


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> tuple[re.Pattern[str] | None, str]:
    """The pattern, and letters that stand in every text that it matches."""
    words = _WORD.findall(phrase.translate(_APOSTROPHES).lower())
    if not words or len(words) > _MAX_WORDS:
        return None, ""
    pieces = list(_pieces(words))
    body = _BETWEEN.join(f"(?:{'|'.join(dict.fromkeys(piece))})" for piece in pieces)
    pattern = re.compile(rf"(?<![^\W_])(?<!\w')(?:{body})(?![^\W_])(?!'\w)", re.IGNORECASE)
    lead = words[0][:_SHORT].rstrip("e") if words[0].isalpha() and words[0] not in ("will", "cannot") else ""
    return pattern, lead if lead.isascii() else ""


def _pieces(words: list[str]) -> Iterator[list[str]]:
    """For each word, or pair of words that is often contracted, the forms in which it is written."""
    index = 0
    while index < len(words):
        pair = " ".join(words[index : index + 2])
        short = _contracted(pair)
        if short and words[index + 2 : index + 3] != ["not"]:  # `we will not` is rather `we won't`
            yield [*map(_spaced, (pair, *short))]
            index += 2
        else:
            yield _forms(words[index])
            index += 1


def _contracted(pair: str) -> list[str]:
    first, _, second = pair.partition(" ")
    found = [short for short, longs in _IRREGULAR.items() if pair in longs]
    tail = _TAIL_OF.get(second)
    if tail and first:
        found.append(first + tail)
    return [*found, "cannot"] if "can't" in found else found


def _forms(word: str) -> list[str]:
    """The word, its contraction written out or not, and its endings."""
    forms: Iterable[str] = [word, *_IRREGULAR.get(word, ())]
    if word == "cannot":
        forms = ["cannot", "can't", "can not"]
    elif word not in _IRREGULAR:
        tails = ((tail, long) for tail, long in _TAILS.items() if word.endswith(tail))
        forms = [word, *(f"{word.removesuffix(tail)} {long}" for tail, long in tails)]
    shaped = [_spaced(form) for form in forms]
    if word.isalpha() and len(word) >= _SHORT:
        stem = word.removesuffix("e")
        doubled = rf"{re.escape(word + word[-1])}(?:ed|ing)"
        shaped += [re.escape(word) + _ENDING, re.escape(stem) + _ENDING if stem != word else doubled]
    return shaped


def _spaced(form: str) -> str:
    return _BETWEEN.join(re.escape(word) for word in form.split())
