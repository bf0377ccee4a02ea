"""How much a shared word says: rare words much, common ones little.

Few tickets tell little about which words are rare, so they are counted on top of a background: a word is
assumed as common as its kind. Scores then mean the same on a desk with three open tickets as with thousands.
"""

import math
from collections import Counter
from collections.abc import Iterable

from tocsin.similar.reading import Read
from tocsin.similar.words import EVERYDAY

BACKGROUND = 50
"""The background counts as so many tickets."""
CODE, LONG_WORD, WORD, EVERYDAY_WORD = 0.002, 0.02, 0.05, 0.3
"""The share of tickets assumed to say a code, a long word or a number, any other word, one of every desk."""
COMMONEST = 0.1
"""The rarity of a word that everybody says."""
RARE = 1.5
"""From this rarity on a word is worth showing as a reason."""
_LONG, _ID = 9, 7
"""Letters of a long word; digits of a number that names one thing, such as an order."""


class Rarity:
    """Rarity of words among some tickets: natural logarithm, about 0.5 (everybody says it) to 8."""

    def __init__(self, tickets: Iterable[Read]) -> None:
        self._count = 0
        self._said: Counter[str] = Counter()
        for ticket in tickets:
            self._said.update(ticket.weights.keys())
            self._count += 1
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """How rare a word is; a word that none of the tickets says is as rare as its kind."""
        if (known := self._known.get(word)) is None:
            expected = BACKGROUND * share(word) + self._said[word] + 0.5
            known = self._known[word] = max(COMMONEST, math.log((self._count + BACKGROUND) / expected))
        return known

    def vector(self, ticket: Read) -> dict[str, float]:
        """A ticket's words weighted by rarity, of length 1; empty when it says nothing."""
        raw = {word: weight * self.of(word) for word, weight in ticket.weights.items()}
        length = math.sqrt(sum(value * value for value in raw.values()))
        return {word: value / length for word, value in raw.items()}


def share(word: str) -> float:
    """The share of tickets that is assumed to say a word, by its kind."""
    if word in EVERYDAY:
        return EVERYDAY_WORD
    if word.isalpha():
        return LONG_WORD if len(word) >= _LONG else WORD
    if word.isdigit() and len(word) < _ID:
        return LONG_WORD if len(word) > 2 else EVERYDAY_WORD
    return CODE
