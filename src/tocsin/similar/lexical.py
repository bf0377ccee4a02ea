"""The default judge of likeness: shared words by rarity, and titles compared. No model, no service (A2.4)."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from tocsin.core.triage.likeness import Score, Text
from tocsin.similar.rarity import RARE, Rarity
from tocsin.similar.reading import Read, read
from tocsin.similar.recall import Recall

if TYPE_CHECKING:
    from tocsin.similar.index import LexicalIndex

CLOSE = 120
"""So many tickets are compared word by word; of more, BM25 chooses them."""
TITLE_SHARE = 0.2
"""The title's part of the score; the rest are the words of title and body."""
CHANCE = 0.4
"""Titles of unrelated tickets are this alike by their letters: it counts as 0."""
SHOWN = 8
"""Rare words kept as a reason."""


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


def joined(place: int, text: float, asked: str, title: str) -> Score:
    """What the words of the texts and the titles say together."""
    alike = titles_alike(asked, title)
    score = (1 - TITLE_SHARE) * text + TITLE_SHARE * alike if text else 0.0
    return Score(place, round(score, 4), round(text, 4), round(alike, 4))


def told_words(asked: Read, rare: dict[str, float], rarity: Callable[[str], float]) -> tuple[str, ...]:
    """The rare words that both say, as the query said them: the rarest first, then what counts most."""
    order = sorted(rare, key=lambda word: (-rarity(word), -rare[word], word))
    return _told([asked.said.get(word, word) for word in order])


def _told(words: Sequence[str]) -> tuple[str, ...]:
    """The first few words, without those that a longer one among them says already."""
    kept: list[str] = []
    for word in words:
        if not any(word.casefold() in other.casefold() for other in kept):
            kept.append(word)
        if len(kept) == SHOWN:
            break
    return tuple(kept)


@lru_cache(maxsize=4)
def corpus_of(texts: tuple[Text, ...]) -> Corpus:
    """The tickets, read and indexed; the last few desks' are kept."""
    return Corpus(texts)


def titles_alike(one: str, two: str) -> float:
    """0 (as alike as any two) to 1 (the same words), whatever their order; one may hold the other."""
    if not one or not two:
        return 0.0
    letters = (fuzz.token_set_ratio(one, two) + fuzz.token_sort_ratio(one, two)) / 200
    return max(0.0, (letters - CHANCE) / (1 - CHANCE))
