"""Tickets that come and go, compared with a new one in about a millisecond: words by postings (A2.4).

What `Lexical.rank` says of a list of tickets this says of those that it was given so far. Which words are
rare changes with every ticket, and with it how long each ticket's vector is. The lengths by which tickets are
chosen are therefore measured anew only now and then; of the tickets that are chosen they are exact.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.core.triage.likeness import Score, Text
from tocsin.similar.counts import Counts
from tocsin.similar.lexical import CLOSE, joined, told_words
from tocsin.similar.rarity import RARE
from tocsin.similar.reading import Read, fresh

STALE = 200
"""So many tickets may come and go until lengths are measured again."""
_TOO_DEAD = 500

Floats = NDArray[np.float64]


class _Doc(NamedTuple):
    """A ticket as it is kept: its words by number with their weights, and its title."""

    key: str
    text: Text
    words: NDArray[np.int32]
    weights: Floats
    title: str


class LexicalIndex:
    """Some tickets by their keys. Not for several threads at once."""

    def __init__(self) -> None:
        self._empty()

    def _empty(self) -> None:
        self._counts = Counts()
        self._places: dict[str, int] = {}
        self._docs: list[_Doc | None] = []
        self._posted: list[tuple[array[int], array[float]]] = []
        self._lengths: Floats = np.zeros(0)
        self._changes = STALE + 1

    def __len__(self) -> int:
        return len(self._places)

    def put(self, key: str, text: Text) -> None:
        """Takes a ticket in, or over the one of the same key."""
        place = self._places.get(key)
        known = self._docs[place] if place is not None else None
        if known is not None and known.text == text:
            return
        self.drop(key)
        read = fresh(text)
        numbers = self._counts.add(read.weights)
        words = np.fromiter(numbers, np.int32, len(numbers))
        weights = np.fromiter(read.weights.values(), np.float64, len(numbers))
        place = len(self._docs)
        self._places[key] = place
        self._docs.append(_Doc(key, text, words, weights, read.title))
        self._post(place, numbers, weights)
        self._changes += 1

    def drop(self, key: str) -> None:
        """Lets a ticket go."""
        place = self._places.pop(key, None)
        if place is None:
            return
        doc = self._docs[place]
        assert doc is not None  # noqa: S101 (its place was known)
        self._counts.remove(doc.words)
        self._docs[place] = None
        self._changes += 1
        if len(self._docs) - len(self._places) > max(_TOO_DEAD, len(self._places)):
            self._compact()

    def best(self, query: Text, allowed: Callable[[str], bool], top: int) -> list[tuple[str, Score]]:
        """The `top` tickets most like a text among those that are allowed, best first, each by its key."""
        asked = fresh(query)
        numbers, vector = self._asked(asked)
        if not numbers:
            return []
        close = self._close(numbers, vector, allowed)
        scored = [self._score(asked, doc, text) for doc, text in self._exactly(close, numbers, vector)]
        found = heapq.nsmallest(top, scored, key=lambda one: (-one[1].score, one[1].index))
        return [(key, self._with_words(asked, score, numbers)) for key, score in found if score.score > 0]

    def _post(self, place: int, numbers: list[int], weights: Floats) -> None:
        posted = self._posted
        posted.extend((array("i"), array("d")) for _ in range(self._counts.size - len(posted)))
        for number, weight in zip(numbers, weights.tolist(), strict=True):
            posted[number][0].append(place)
            posted[number][1].append(weight)

    def _asked(self, asked: Read) -> tuple[dict[int, str], dict[int, float]]:
        """The words that are known here, and the query's vector of length 1 over all of its words."""
        raw = {word: weight * self._counts.rarity(word) for word, weight in asked.weights.items()}
        length = sum(value * value for value in raw.values()) ** 0.5
        known = {n: word for word in raw if (n := self._counts.number(word)) is not None}
        return known, {number: raw[word] / length for number, word in known.items()}

    def _close(
        self, numbers: dict[int, str], vector: dict[int, float], allowed: Callable[[str], bool]
    ) -> list[_Doc]:
        """The tickets worth a close look: those that share most, among those that are allowed."""
        if self._changes > STALE or len(self._lengths) < len(self._docs):
            self._measure()
        shared = np.zeros(len(self._docs))
        for number, word in numbers.items():
            places, weights = self._posted[number]
            if places:
                by = vector[number] * self._counts.rarity(word)
                shared[np.frombuffer(places, np.int32)] += by * np.frombuffer(weights, np.float64)
        shared /= self._lengths[: len(shared)]
        found: list[_Doc] = []
        for place in np.argsort(-shared, kind="stable"):
            if shared[place] <= 0 or len(found) == CLOSE:
                break
            doc = self._docs[place]
            if doc is not None and allowed(doc.key):
                found.append(doc)
        return found

    def _measure(self) -> None:
        """Every ticket's length; room for those that come."""
        lengths = np.ones(len(self._docs) + STALE)
        docs = [(place, doc) for place, doc in enumerate(self._docs) if doc is not None and len(doc.words)]
        if docs:
            values = self._values([doc for _, doc in docs])
            sums = np.add.reduceat(values * values, _starts([doc for _, doc in docs]))
            lengths[[place for place, _ in docs]] = np.sqrt(sums)
        self._lengths, self._changes = lengths, 0

    def _values(self, docs: list[_Doc]) -> Floats:
        words = np.concatenate([doc.words for doc in docs])
        found: Floats = np.concatenate([doc.weights for doc in docs]) * self._counts.rarities(words)
        return found

    def _exactly(
        self, docs: list[_Doc], numbers: dict[int, str], vector: dict[int, float]
    ) -> list[tuple[_Doc, float]]:
        """How much of what they say is shared, 0 to 1, by lengths as they are now."""
        if not docs:
            return []
        values, starts = self._values(docs), _starts(docs)
        dense = np.zeros(self._counts.size)
        dense[list(vector)] = list(vector.values())
        words = np.concatenate([doc.words for doc in docs])
        shared = np.add.reduceat(values * dense[words], starts)
        lengths = np.sqrt(np.add.reduceat(values * values, starts))
        return list(zip(docs, np.minimum(1.0, shared / lengths).tolist(), strict=True))

    def _score(self, asked: Read, doc: _Doc, text: float) -> tuple[str, Score]:
        return doc.key, joined(self._places[doc.key], text, asked.title, doc.title)

    def _with_words(self, asked: Read, score: Score, numbers: dict[int, str]) -> Score:
        doc = self._docs[score.index]
        assert doc is not None  # noqa: S101 (it was just scored)
        mine = asked.weights
        shared = {
            word: mine[word] * weight
            for number, weight in zip(doc.words.tolist(), doc.weights.tolist(), strict=True)
            if (word := numbers.get(number)) is not None
        }
        rarity = self._counts.rarity
        rare = {word: part * rarity(word) ** 2 for word, part in shared.items() if rarity(word) >= RARE}
        return Score(score.index, score.score, score.text, score.title, told_words(asked, rare, rarity))

    def _compact(self) -> None:
        """Written anew without those that are gone."""
        kept = [doc for doc in self._docs if doc is not None]
        self._empty()
        for doc in kept:
            self.put(doc.key, doc.text)


def _starts(docs: list[_Doc]) -> NDArray[np.int64]:
    sizes = np.fromiter((len(doc.words) for doc in docs), np.int64, len(docs))
    starts: NDArray[np.int64] = np.cumsum(sizes) - sizes
    return starts
