"""Tickets that come and go, compared with a new one in about a millisecond: words by postings (A2.4).

What `Lexical.rank` says of a list of tickets this says of those that it was given so far. Which words are
rare changes with every ticket, and with it how long each ticket's vector is. The lengths by which tickets are
chosen are therefore measured anew only now and then; of the tickets that are chosen they are exact.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.core.triage.likeness import Score, Text
from tocsin.similar.counts import Counts
from tocsin.similar.joining import TITLE_SHARE, joined, told_words
from tocsin.similar.rarity import RARE
from tocsin.similar.reading import Read, fresh

CLOSE = 60
"""So many tickets, those that share most, are judged closely."""
STALE = 200
"""So many tickets may come and go until lengths are measured again."""
_TOO_DEAD = 500
_SOME = 0.0001
"""The least score that is shown as one."""

_read = lru_cache(maxsize=64)(fresh)
"""What was just asked about is taken in next."""
Floats = NDArray[np.float64]


class _Doc(NamedTuple):
    """A ticket as it is kept: its words by number with their weights, and its title."""

    key: str
    text: Text
    words: NDArray[np.int32]
    weights: Floats
    title: str


class _Asked:
    """A query: its known words by number, how rare each is, and its vector of length 1 over all its words."""

    def __init__(self, read: Read, counts: Counts) -> None:
        rarity = {word: counts.rarity(word) for word in read.weights}
        length = sum((weight * rarity[word]) ** 2 for word, weight in read.weights.items()) ** 0.5
        known = {number: word for word in rarity if (number := counts.number(word)) is not None}
        self.read, self.words = read, known
        self.rarity = {number: rarity[word] for number, word in known.items()}
        self.vector = {number: read.weights[word] * rarity[word] / length for number, word in known.items()}
        self.by_word = rarity


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
        read = _read(text)
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

    def best(
        self, query: Text, allowed: Callable[[str], bool], top: int, least: float = 0.0
    ) -> list[tuple[str, Score]]:
        """The `top` tickets most like a text among those that are allowed, best first, each by its key.

        Those with a score below `least`, and those at 0, are left out.
        """
        asked = _Asked(_read(query), self._counts)
        if not asked.words:
            return []
        docs = self._close(asked, allowed)
        enough = (least - TITLE_SHARE) / (1 - TITLE_SHARE)  # below this no title makes up for the text
        close = zip(docs, self._exactly(docs, asked), strict=True)
        scored = [self._score(asked, doc, text) for doc, text in close if text >= enough]
        found = heapq.nsmallest(top, scored, key=lambda one: (-one[1].score, one[1].index))
        wanted = ((doc, score) for doc, score in found if score.score >= max(least, _SOME))
        return [(doc.key, _with_words(asked, doc, score)) for doc, score in wanted]

    def _post(self, place: int, numbers: list[int], weights: Floats) -> None:
        posted = self._posted
        posted.extend((array("i"), array("d")) for _ in range(self._counts.size - len(posted)))
        for number, weight in zip(numbers, weights.tolist(), strict=True):
            posted[number][0].append(place)
            posted[number][1].append(weight)

    def _close(self, asked: _Asked, allowed: Callable[[str], bool]) -> list[_Doc]:
        """The tickets worth a close look: those that share most, among those that are allowed."""
        if self._changes > STALE or len(self._lengths) < len(self._docs):
            self._measure()
        shared = np.zeros(len(self._docs))
        for number, part in asked.vector.items():
            places, weights = self._posted[number]
            if places:
                by = part * asked.rarity[number]
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

    def _exactly(self, docs: list[_Doc], asked: _Asked) -> list[float]:
        """How much of what they say is shared, 0 to 1, by lengths as they are now."""
        if not docs:
            return []
        values, starts = self._values(docs), _starts(docs)
        dense = np.zeros(self._counts.size)
        dense[list(asked.vector)] = list(asked.vector.values())
        words = np.concatenate([doc.words for doc in docs])
        shared = np.add.reduceat(values * dense[words], starts)
        lengths = np.sqrt(np.add.reduceat(values * values, starts))
        found: list[float] = np.minimum(1.0, shared / lengths).tolist()
        return found

    def _score(self, asked: _Asked, doc: _Doc, text: float) -> tuple[_Doc, Score]:
        return doc, joined(self._places[doc.key], text, asked.read.title, doc.title)

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


def _with_words(asked: _Asked, doc: _Doc, score: Score) -> Score:
    """The score with the rare words that both say."""
    rare: dict[str, float] = {}
    for number, weight in zip(doc.words.tolist(), doc.weights.tolist(), strict=True):
        rarity = asked.rarity.get(number, 0.0)
        if rarity >= RARE:
            rare[asked.words[number]] = asked.vector[number] * weight * rarity
    said = told_words(asked.read, rare, asked.by_word.__getitem__)
    return Score(score.index, score.score, score.text, score.title, said)
