"""Finds a phrase in a text as people vary it: case, apostrophes, spacing, contractions, endings (A5.7)."""

import re
from collections.abc import Iterator
from functools import lru_cache

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u00b4`\u2032", "'"))
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BETWEEN = r"[\s*_,;:\u2010-\u2015-]+"
_ENDING = r"(?:s|es|d|ed|ing)?"
_SHORT = 4
_MAX_WORDS = 40
_CONTRACTIONS = {
    "can't": ("cannot", "can not"), "won't": ("will not",), "let's": ("let us",), "i'm": ("i am",),
}  # fmt: skip
_TAILS = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'s": " is", "'d": " would"}


def occurrences(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the phrase stands in the text, in whatever form: start and end, in code points."""
    pattern = _pattern(phrase)
    if pattern is not None:
        for found in pattern.finditer(text.translate(_APOSTROPHES)):
            yield found.span()


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str] | None:
    words = _WORD.findall(phrase.translate(_APOSTROPHES).lower())
    if not words or len(words) > _MAX_WORDS:
        return None
    body = _BETWEEN.join(_forms(word) for word in words)
    return re.compile(rf"(?<![^\W_])(?<!\w')(?:{body})(?![^\W_])(?!'\w)", re.IGNORECASE)


def _forms(word: str) -> str:
    """The word, its contraction written out or not, and its endings."""
    forms = [word, *_CONTRACTIONS.get(word, ()), *(short for short, long in _CONTRACTIONS.items() if word in long)]
    if word not in _CONTRACTIONS:
        forms += [word.removesuffix(tail) + long for tail, long in _TAILS.items() if word.endswith(tail)]
    shaped = [re.escape(form).replace(r"\ ", _BETWEEN).replace(" ", _BETWEEN) for form in forms]
    if word.isalpha() and len(word) >= _SHORT:
        stem = word[:-1] if word.endswith("e") else word
        shaped.append(re.escape(word) + _ENDING)
        shaped.append(re.escape(stem) + _ENDING if stem != word else re.escape(word + word[-1]) + r"(?:ed|ing)")
    return f"(?:{'|'.join(dict.fromkeys(shaped))})"
