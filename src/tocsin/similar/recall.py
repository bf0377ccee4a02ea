"""Which of many tickets are worth a close look: BM25 over their words."""

from collections.abc import Sequence

import bm25s
import numpy as np

from tocsin.similar.reading import Read


class Recall:
    """An index over tickets, built once and asked often."""

    def __init__(self, tickets: Sequence[Read]) -> None:
        self._words: dict[str, int] = {}
        rows = [[self._number(word) for word in _repeated(ticket)] for ticket in tickets]
        self._index = bm25s.BM25(backend="numpy")
        if self._words:
            self._index.index((rows, self._words), create_empty_token=False, show_progress=False)

    def best(self, query: Read, most: int) -> list[int]:
        """The places of the `most` tickets that fit best, best first; none that shares no word."""
        asked = [self._words[word] for word in query.weights if word in self._words]
        if not asked:
            return []
        scores = self._index.get_scores_from_ids(asked)
        order = np.argsort(-scores, kind="stable")[:most]
        return [int(place) for place in order if scores[place] > 0]

    def _number(self, word: str) -> int:
        return self._words.setdefault(word, len(self._words))


def _repeated(ticket: Read) -> list[str]:
    """Each word as often as it weighs: BM25 counts words."""
    return [word for word, weight in ticket.weights.items() for _ in range(round(weight))]
