"""What changed between two versions, in words, by subject, with the words marked that went and came (B1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.utils.safestring import SafeString

from tocsin.app.diff import Change, compare
from tocsin.app.versions_diff import Hunk, text_diff
from tocsin.core.policy.diff import Kind
from tocsin.core.policy.diff_text import Piece, word_diff
from tocsin.core.policy.schema import Policy
from tocsin.web.policy.excerpts import coded
from tocsin.web.policy.shared import versions


@dataclass(frozen=True)
class Told:
    """One change: what it is about, what happened, and pieces of the text that changed."""

    kind: str
    what: SafeString
    before: str
    after: str
    direction: str
    words: str
    note: str
    path: str
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=16)
def grouped_by_hash(before: str, after: str) -> list[tuple[str, list[Told]]]:
    """The same of two versions by their hashes: it never changes, so it is kept. Raises Refused."""
    known = versions()
    return grouped(known.policy(before), known.policy(after))


@lru_cache(maxsize=16)
def lines_by_hash(before: str, after: str) -> tuple[Hunk, ...]:
    """What changed between two versions as texts. Raises Refused."""
    known = versions()
    return text_diff(known.policy(before), known.policy(after))


def grouped(before: Policy, after: Policy) -> list[tuple[str, list[Told]]]:
    """The changes from one policy to another by subject, in the order of the document."""
    found = compare(before, after).changes
    return [
        (subject.replace("_", " ").capitalize(), [_told(change) for change in changes])
        for subject, changes in groupby(found, lambda change: change.subject)
    ]


def _told(change: Change) -> Told:
    told = change.told
    pieces = tuple(word_diff(told.before, told.after)) if change.prose else ()
    before = told.before if change.kind in (Kind.CHANGED, Kind.MOVED, Kind.REMOVED) else ""
    after = told.after if change.kind is not Kind.REMOVED else ""
    if change.kind is Kind.ADDED:
        after = told.after or told.before
    if change.kind is Kind.REMOVED:
        before = told.before or told.after
    return Told(
        change.kind.value, coded(told.what), before, after, told.direction or "", told.words or "",
        change.note, change.path, pieces,
    )  # fmt: skip
