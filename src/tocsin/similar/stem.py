"""Light stemming for English tickets: `upgrades`, `upgraded` and `upgrading` are one word.

A few endings only. What it makes need not be a word; two words that differ in sense must not meet.
"""

import re
from functools import lru_cache

_PLAIN = re.compile(r"[a-z]+")
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLE = re.compile(r"([bdgmnprt])\1$")
_LEAST = 3


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without the ending of a plural or a verb. Codes and other scripts stay as they are."""
    if len(word) <= _LEAST or not _PLAIN.fullmatch(word):
        return word
    return _without_e(_without_verb(_singular(word)))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_verb(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _LEAST and _VOWEL.search(rest):
            return _DOUBLE.sub(r"\1", rest) if len(rest) > _LEAST else rest
    return word


def _without_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > _LEAST + 1 else word
