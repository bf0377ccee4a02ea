"""The issues of the sample, their true duplicates, and the halves into which the questions are split."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

import duckdb

from tocsin.core.triage.likeness import Candidate, Text

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "hadoop_issues"
HALVES = ("half A", "half B")


@dataclass(frozen=True)
class Question:
    """An issue, the places of those among which its duplicates are looked for, and the right answers."""

    place: int
    among: tuple[int, ...]
    answers: frozenset[int]
    half: str


def issues() -> list[Candidate]:
    """All of them, oldest first. The version is the only fact that the source has."""
    columns = "id, title, text, created, resolved, version"
    rows = duckdb.sql(f"select {columns} from '{SAMPLE}/issues.parquet' order by created, id").fetchall()
    return [
        Candidate(
            stream=str(id_),
            title=title,
            text=text,
            opened_at=created.replace(tzinfo=UTC),
            closed_at=resolved and resolved.replace(tzinfo=UTC),
            facts={"version": version} if version else {},
        )
        for id_, title, text, created, resolved, version in rows
    ]


def pairs(tickets: list[Candidate]) -> list[tuple[int, int]]:
    """The pairs as the source gives them, by place."""
    place = {ticket.stream: i for i, ticket in enumerate(tickets)}
    rows = duckdb.sql(f"select a, b from '{SAMPLE}/pairs.parquet' order by a, b").fetchall()
    return [(place[str(a)], place[str(b)]) for a, b in rows]


def anywhere(tickets: list[Candidate]) -> list[Question]:
    """Each pair asked as it stands: find `b` for `a` among all other issues."""
    everyone = range(len(tickets))
    return [
        Question(a, tuple(i for i in everyone if i != a), frozenset({b}), half(tickets[a]))
        for a, b in pairs(tickets)
    ]


def as_they_came(tickets: list[Candidate]) -> list[Question]:
    """As a desk meets them: find the earlier issue for the later one, among those that came before it."""
    answers: dict[int, set[int]] = {}
    for one, two in pairs(tickets):
        answers.setdefault(max(one, two), set()).add(min(one, two))
    return [
        Question(place, tuple(range(place)), frozenset(found), half(tickets[place]))
        for place, found in sorted(answers.items())
    ]


def half(ticket: Candidate) -> str:
    """By a checksum of the issue's number, so that a question always falls into the same half."""
    return HALVES[zlib.crc32(ticket.stream.encode()) % 2]


def text(ticket: Candidate) -> Text:
    return Text(ticket.title, ticket.text)
