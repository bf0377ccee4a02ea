"""An index over any judge that ranks a list: it keeps the tickets, and ranks those that are allowed."""

from collections.abc import Callable, Sequence
from typing import Protocol

from tocsin.core.triage.likeness import Score, Text


class Ranks(Protocol):
    """Ranks a list of texts."""

    def rank(self, query: Text, candidates: Sequence[Text], top: int) -> list[Score]:
        """The `top` candidates most like the query, best first."""


class Ranked:
    """Some tickets by their keys."""

    def __init__(self, judge: Ranks) -> None:
        self._judge = judge
        self._texts: dict[str, Text] = {}

    def put(self, key: str, text: Text) -> None:
        """Takes a ticket in, or over the one of the same key."""
        self._texts[key] = text

    def drop(self, key: str) -> None:
        """Lets a ticket go."""
        self._texts.pop(key, None)

    def best(
        self, query: Text, allowed: Callable[[str], bool], top: int, least: float = 0.0
    ) -> list[tuple[str, Score]]:
        """The `top` tickets most like a text among those that are allowed, best first, by their keys.

        Those with a score below `least` are left out.
        """
        keys = [key for key in self._texts if allowed(key)]
        scores = self._judge.rank(query, [self._texts[key] for key in keys], top) if keys else []
        return [(keys[score.index], score) for score in scores if score.score >= least]
