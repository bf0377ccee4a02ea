"""Looks for the tickets that a new one may duplicate (A2.4): candidates by policy, likeness by a port."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol
from weakref import WeakKeyDictionary

from tocsin.app.duplicates_pool import Index, Pool, Source
from tocsin.core.policy.schema.triage import Duplicates
from tocsin.core.triage.duplicates import Suggestion, candidates, suggest
from tocsin.core.triage.likeness import Candidate, Score, Text

RANKED = 50
"""So many of them are judged closely: facts may lift one that the text alone puts further down."""


class Similar(Protocol):
    """Judges how alike texts are."""

    def rank(self, query: Text, candidates: Sequence[Text], top: int) -> list[Score]:
        """The `top` candidates most like the query, best first, each with its parts; those at 0 are left out.

        Deterministic: of two with the same score the one given first comes first.
        """

    def index(self) -> Index:
        """The same over tickets that come and go: empty at first."""


def find(
    new: Candidate, others: Sequence[Candidate], rules: Duplicates, now: datetime, similar: Similar
) -> tuple[Suggestion, ...]:
    """The likely duplicates of a new ticket among others, surest first, each with why (A2.4)."""
    compared = candidates(new, others, rules, now)
    return suggest(new, compared, _scores(new, compared, rules, similar), rules, now)


def look(
    store: Source, new: Candidate, rules: Duplicates, now: datetime, similar: Similar
) -> tuple[Suggestion, ...]:
    """The likely duplicates of a new ticket among the desk's open and recent ones of its segment (A2.4)."""
    compared, scores = _pool(store, similar).near(new, rules, now, max(RANKED, rules.at_most))
    return suggest(new, compared, scores, rules, now)


def warm(store: Source, segments: Iterable[str], rules: Duplicates, now: datetime, similar: Similar) -> None:
    """Reads the tickets of these segments ahead, so that the first report does not wait for it (A2.4)."""
    for segment in segments:
        _pool(store, similar).near(Candidate("", "", "", now, segment=segment), rules, now, 1)


def _pool(store: Source, similar: Similar) -> Pool:
    """The process keeps what it read of each store."""
    pool = _POOLS.get(store)
    if pool is None or pool.judge is not similar:
        pool = _POOLS[store] = Pool(store, similar)
    return pool


_POOLS: WeakKeyDictionary[Source, Pool] = WeakKeyDictionary()


def _scores(
    new: Candidate, compared: Sequence[Candidate], rules: Duplicates, similar: Similar
) -> list[Score]:
    if not compared:
        return []
    return similar.rank(_text(new), [_text(other) for other in compared], max(RANKED, rules.at_most))


def _text(ticket: Candidate) -> Text:
    return Text(ticket.title, ticket.text)
