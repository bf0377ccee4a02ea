"""Looks for the tickets that a new one may duplicate (A2.4): candidates by policy, likeness by a port."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from tocsin.app.ports import Row, Store
from tocsin.core.lifecycle.codec import read_state
from tocsin.core.policy.schema.triage import Duplicates
from tocsin.core.triage.duplicates import Suggestion, candidates, reach, suggest
from tocsin.core.triage.likeness import Candidate, Score, Text

LOOKED_AT = 2500
"""So many tickets are compared at most, newest first: the answer is quick on any desk."""
RANKED = 50
"""So many of them are judged closely: facts may lift one that the text alone puts further down."""

WORKED_ON = "open"
"""The status of an escalation whose impact has not stopped."""


class Similar(Protocol):
    """Judges how alike texts are."""

    def rank(self, query: Text, candidates: Sequence[Text], top: int) -> list[Score]:
        """The `top` candidates most like the query, best first, each with its parts; those at 0 are left out.

        Deterministic: of two with the same score the one given first comes first.
        """


def find(
    new: Candidate, others: Sequence[Candidate], rules: Duplicates, now: datetime, similar: Similar
) -> tuple[Suggestion, ...]:
    """The likely duplicates of a new ticket among others, surest first, each with why (A2.4)."""
    compared = candidates(new, others, rules, now)
    return suggest(new, compared, _scores(new, compared, rules, similar), rules, now)


def look(
    store: Store, new: Candidate, rules: Duplicates, now: datetime, similar: Similar
) -> tuple[Suggestion, ...]:
    """The likely duplicates of a new ticket among the desk's open and recent ones of its segment (A2.4)."""
    rows = store.recent(new.segment, now - reach(rules), LOOKED_AT)
    compared = candidates(new, [candidate(row) for row in rows], rules, now)
    scores = _scores(new, compared, rules, similar)
    originals: dict[str, str] = {}
    while True:  # the list does not know who is linked to whom: those shown are looked up, until none is new
        known = [replace(other, original=originals.get(other.stream, "")) for other in compared]
        shown = suggest(new, known, scores, rules, now)
        named = {stream for one in shown for stream in (one.stream, one.via) if stream}
        if named <= originals.keys():
            return shown
        originals |= {stream: _original(store, stream) for stream in sorted(named - originals.keys())}


def candidate(row: Row) -> Candidate:
    """A line of the list as duplicates see it."""
    return Candidate(
        stream=row.stream,
        title=row.title,
        text=row.text.removeprefix(row.title).strip(),
        opened_at=row.reported_at,
        closed_at=row.closed_at,
        segment=row.segment,
        facts=row.alike,
        worked_on=row.status == WORKED_ON,
        severity=row.severity,
        level=row.level,
    )


def _scores(
    new: Candidate, compared: Sequence[Candidate], rules: Duplicates, similar: Similar
) -> list[Score]:
    if not compared:
        return []
    return similar.rank(_text(new), [_text(other) for other in compared], max(RANKED, rules.at_most))


def _original(store: Store, stream: str) -> str:
    """The ticket to which one is linked, or ""."""
    snapshot = store.load(stream)
    if snapshot is None:
        return ""
    try:
        return read_state(snapshot.state).links.original
    except ValueError:
        return stream  # another release wrote it: it counts as linked, so that nothing is linked to it unseen


def _text(ticket: Candidate) -> Text:
    return Text(ticket.title, ticket.text)
