"""How many tickets say each word, while tickets come and go; rarity by the same formula as `Rarity`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.similar.rarity import BACKGROUND, COMMONEST, share

_FIRST = 4096


class Counts:
    """Words by number. A word keeps its number even when no ticket says it any more."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._said = np.zeros(_FIRST, np.int64)
        self._assumed = np.zeros(_FIRST, np.float64)
        self._tickets = 0

    @property
    def size(self) -> int:
        """How many words have a number."""
        return len(self._numbers)

    def number(self, word: str) -> int | None:
        """A word's number, None when no ticket ever said it."""
        return self._numbers.get(word)

    def add(self, words: Iterable[str]) -> list[int]:
        """Counts a ticket that says these words, each named once; their numbers."""
        numbers = [self._numbered(word) for word in words]
        self._said[numbers] += 1
        self._tickets += 1
        return numbers

    def remove(self, numbers: NDArray[np.int32]) -> None:
        """Takes back a ticket that was counted."""
        self._said[numbers] -= 1
        self._tickets -= 1

    def rarity(self, word: str) -> float:
        """How rare a word is; one that nobody says is as rare as its kind."""
        number = self._numbers.get(word)
        said = int(self._said[number]) if number is not None else 0
        expected = BACKGROUND * share(word) + said + 0.5
        return max(COMMONEST, math.log((self._tickets + BACKGROUND) / expected))

    def rarities(self, numbers: NDArray[np.int32]) -> NDArray[np.float64]:
        """How rare each of these words is."""
        expected = BACKGROUND * self._assumed[numbers] + self._said[numbers] + 0.5
        found: NDArray[Any] = np.maximum(COMMONEST, np.log((self._tickets + BACKGROUND) / expected))
        return found

    def _numbered(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._numbers)
            if number == len(self._said):
                self._said = np.concatenate([self._said, np.zeros_like(self._said)])
                self._assumed = np.concatenate([self._assumed, np.zeros_like(self._assumed)])
            self._assumed[number] = share(word)
        return number
