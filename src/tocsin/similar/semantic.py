"""The judge of the `[semantic]` extra: words and titles as by default, and what the texts mean (A2.4).

A model of sentence embeddings finds the duplicates that share no word (`cannot pay`, `checkout is down`).
It is added to the words and never takes from them: what Lexical is sure of stays sure.
"""

import heapq
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.core.triage.likeness import Score, Text
from tocsin.similar.lexical import CLOSE, corpus_of
from tocsin.similar.ranked import Ranked
from tocsin.similar.reading import read

MEANING_SHARE = 0.6
"""Meaning alone makes a score of this at most: without a shared word a person should look."""
FLOOR = 0.5
"""Unrelated tickets have vectors this alike (cosine): it counts as 0."""
LONGEST = 2_000
"""Characters of a text that are given to the model."""
KEPT = 4096

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors: one row for each, all of one width."""

    def encode(self, texts: Sequence[str]) -> NDArray[Any]:
        """The vectors, of any length and float type."""


class Semantic:
    """Words, titles and meaning. Remembers the vectors of the tickets it saw last; safe between threads."""

    def __init__(self, encoder: Encoder, floor: float = FLOOR) -> None:
        self._encoder = encoder
        self._floor = floor
        self._vectors: dict[Text, Vectors] = {}

    def rank(self, query: Text, candidates: Sequence[Text], top: int) -> list[Score]:
        """The `top` candidates most like the query, best first (see the port `Similar`)."""
        if not candidates:
            return []
        corpus, asked = corpus_of(tuple(candidates)), read(query)
        meant = self._meaning(query, candidates)
        nearest = np.argsort(-meant, kind="stable")[:CLOSE].tolist()
        places = sorted({*corpus.close(asked), *nearest})
        scores = (_joined(corpus.score(asked, place), float(meant[place])) for place in places)
        return heapq.nsmallest(top, (s for s in scores if s.score > 0), key=lambda s: (-s.score, s.index))

    def index(self) -> Ranked:
        """The same over tickets that come and go: those that are allowed are ranked each time."""
        return Ranked(self)

    def _meaning(self, query: Text, candidates: Sequence[Text]) -> Vectors:
        """How alike in meaning each candidate is, 0 to 1."""
        asked, *others = self._encoded([query, *candidates])
        cosines = np.stack(others) @ asked
        meant: Vectors = np.clip((cosines - self._floor) / (1 - self._floor), 0.0, 1.0)
        return meant

    def _encoded(self, texts: Sequence[Text]) -> list[Vectors]:
        held = self._vectors
        known = {text: held[text] for text in texts if text in held}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            rows = self._encoder.encode([f"{t.title}\n{t.body}"[:LONGEST] for t in new])
            known |= dict(zip(new, _unit(rows), strict=True))
            # A dict of its own, so that another thread never reads one that is being changed.
            self._vectors = {**dict(list(held.items())[-KEPT:]), **known}
        return [known[text] for text in texts]


def _unit(rows: NDArray[Any]) -> Vectors:
    """Rows of length 1; a text of which the model knows no word stays 0, and is like nothing."""
    plain = np.nan_to_num(np.asarray(rows, dtype=np.float32))
    lengths = np.linalg.norm(plain, axis=1, keepdims=True)
    unit: Vectors = np.divide(plain, lengths, out=np.zeros_like(plain), where=lengths > 0)
    return unit


def _joined(words: Score, meaning: float) -> Score:
    sure = 1 - (1 - words.score) * (1 - MEANING_SHARE * meaning)
    return Score(words.index, round(sure, 4), words.text, words.title, words.words, round(meaning, 4))
