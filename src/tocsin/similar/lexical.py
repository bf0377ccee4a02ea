"""The default judge of likeness: shared words by rarity, and titles compared. No model, no service (A2.4)."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from tocsin.core.triage.likeness import Score, Text
from tocsin.similar.joining import joined, told_words
from tocsin.similar.rarity import RARE, Rarity
from tocsin.similar.reading import Read, read
from tocsin.similar.recall import Recall

if TYPE_CHECKING:
    from tocsin.similar.index import LexicalIndex

CLOSE = 120
"""So many tickets are compared word by word; of more, BM25 chooses them."""


class Lexical:
    """bm25s chooses, words and titles decide. Remembers what it read last; safe between threads."""

    def rank(self, query: Text, candidates: Sequence[Text], top: int) -> list[Score]:
        """The `top` candidates most like the query, best first (see the port `Similar`)."""
        corpus = corpus_of(tuple(candidates))
        asked = read(query)
        scores = (corpus.score(asked, place) for place in corpus.close(asked))
        return heapq.nsmallest(top, (s for s in scores if s.score > 0), key=lambda s: (-s.score, s.index))

    def index(self) -> LexicalIndex:
        """The same judge over tickets that come and go."""
        from tocsin.similar.index import LexicalIndex

        return LexicalIndex()


class Corpus:
    """Some tickets, read: what two queries over the same ones share."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.tickets = [read(text) for text in texts]
        self.rarity = Rarity(self.tickets)
        self._vectors: dict[int, dict[str, float]] = {}

    @cached_property
    def recall(self) -> Recall:
        """The index; it is built when there are too many tickets to compare each."""
        return Recall(self.tickets)

    def close(self, asked: Read) -> Sequence[int]:
        """The places worth a close look."""
        return (
            range(len(self.tickets)) if len(self.tickets) <= CLOSE else sorted(self.recall.best(asked, CLOSE))
        )

    def score(self, asked: Read, place: int) -> Score:
        """How alike a query and one ticket are, with the parts."""
        mine, other = self.rarity.vector(asked), self._vector(place)
        parts = {word: value * other[word] for word, value in mine.items() if word in other}
        text = min(1.0, sum(parts.values()))
        return replace(
            joined(place, text, asked.title, self.tickets[place].title), words=self._rare(asked, parts)
        )

    def _vector(self, place: int) -> dict[str, float]:
        if (known := self._vectors.get(place)) is None:
            known = self._vectors[place] = self.rarity.vector(self.tickets[place])
        return known

    def _rare(self, asked: Read, parts: dict[str, float]) -> tuple[str, ...]:
        return told_words(
            asked, {w: part for w, part in parts.items() if self.rarity.of(w) >= RARE}, self.rarity.of
        )


@lru_cache(maxsize=4)
def corpus_of(texts: tuple[Text, ...]) -> Corpus:
    """The tickets, read and indexed; the last few desks' are kept."""
    return Corpus(texts)
