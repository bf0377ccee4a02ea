"""The opponent: plain TF-IDF with cosine, as it is usually set up: words of two signs and more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\b\w\w+\b")


class TfIdf:
    """Vectors of length 1 over all texts, kept by word so that a query only meets the words it has."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(_WORD.findall(text.lower())) for text in texts]
        spread = Counter(word for count in counts for word in count)
        rarity = {word: np.log((1 + len(texts)) / (1 + n)) + 1 for word, n in spread.items()}
        self._rows: list[dict[str, float]] = []
        for count in counts:
            raw = {word: n * rarity[word] for word, n in count.items()}
            length = np.sqrt(sum(v * v for v in raw.values())) or 1.0
            self._rows.append({word: v / length for word, v in raw.items()})
        self._columns = self._by_word()

    def scores(self, place: int) -> NDArray[np.float64]:
        """The cosine of one text with every text."""
        found = np.zeros(len(self._rows))
        for word, value in self._rows[place].items():
            rows, values = self._columns[word]
            found[rows] += value * values
        return found

    def _by_word(self) -> dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]]:
        gathered: dict[str, list[tuple[int, float]]] = {}
        for i, row in enumerate(self._rows):
            for word, value in row.items():
                gathered.setdefault(word, []).append((i, value))
        return {
            word: (np.array([i for i, _ in found]), np.array([v for _, v in found]))
            for word, found in gathered.items()
        }
