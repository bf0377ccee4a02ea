"""A ticket's text as it is compared: its words with their weights, its title, and how words were said."""

import math
import sys
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from tocsin.core.triage.likeness import Text
from tocsin.similar.tokens import spoken

TITLE_COUNTS = 2.0
"""A word of the title counts so many times a word of the body."""
KEPT = 4096


@dataclass(frozen=True)
class Read:
    """`weights`: each word once, heavier when repeated (by the logarithm) or in the title.

    `said` holds only the words that were said otherwise than they are compared.
    """

    weights: dict[str, float]
    title: str
    said: dict[str, str]


@lru_cache(maxsize=KEPT)
def read(text: Text) -> Read:
    """Reads a text; one that was read lately is not read again."""
    return fresh(text)


def fresh(text: Text) -> Read:
    """Reads a text, and keeps nothing of it."""
    title, body = spoken(text.title, shortest=1), spoken(text.body)
    counts = Counter(sys.intern(token) for token, _ in (*title, *body))
    named = {token for token, _ in title}
    weights = {t: (1 + math.log(n)) * (TITLE_COUNTS if t in named else 1.0) for t, n in counts.items()}
    said = {token: word for token, word in reversed((*title, *body)) if word != token}
    return Read(weights, " ".join(token for token, _ in title), said)
