"""Which column is it? Scores by the name first, then by what stands in the column."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.core.criteria.vocabulary import Fact, Kind
from tocsin.core.history.draft_columns import Column
from tocsin.core.history.names import words

FRAME: dict[str, tuple[str, ...]] = {
    "ticket": ("ticket id", "ticket", "issue key", "number", "case number", "case id", "id", "key"),
    "changed_at": (
        "changed at", "valid from", "sys updated at", "updated at", "updated", "modified", "last modified",
    ),
    "opened_at": (
        "opened at", "created at", "created time", "created", "open dt", "opened", "reported", "requested",
    ),
    "closed_at": (
        "closed at", "solved at", "resolved at", "resolved time", "resolved", "closed dt", "closed", "solved",
    ),
    "order_by": ("sys mod count", "version", "revision", "sequence", "seq"),
    "state": ("incident state", "state", "status", "case status", "ticket status"),
}  # fmt: skip
FACTS: dict[str, tuple[str, ...]] = {
    "severity": ("severity", "priority", "urgency", "impact"),
    "channel": ("channel", "contact type", "source", "via channel", "origin"),
    "customer": ("customer", "organization", "company", "account", "caller id", "requester", "full name"),
    "component": ("component", "subcategory", "category", "product", "queue", "group", "assignment group"),
    "summary": ("summary", "subject", "short description", "case title", "title"),
    "kind": ("type", "issue type", "kind", "reason"),
    "reassignments": ("reassignments", "reassignment count", "group stations"),
    "reopened": ("reopened", "reopen count", "reopens"),
    "last_update_at": ("last update", "last update time", "sys updated at", "updated at", "updated"),
    "acknowledged_at": ("acknowledged at", "initial response time", "initially assigned at"),
    "segment": ("segment", "tier", "plan", "support tier", "customer tier"),
    "arr": ("arr", "annual recurring revenue", "annual revenue"),
    "vip": ("vip", "key account"),
    "customers_affected": ("customers affected", "affected customers"),
    "users_affected": ("users affected", "affected users"),
}  # fmt: skip
ENDED = {"closed", "resolved", "solved", "done", "canceled", "cancelled", "complete", "completed"}
_SEVERITY = (
    ("P1", r"\b1\b|critical|urgent|highest|blocker|sev.?1|\bp1\b"),
    ("P2", r"\b2\b|high|major|sev.?2|\bp2\b"),
    ("P3", r"\b3\b|medium|moderate|normal|sev.?3|\bp3\b"),
    ("P4", r"\b[45]\b|low|minor|planning|trivial|sev.?[45]|\bp4\b"),
)
_ENOUGH = 0.6
_SOME = 0.3
"""Exports hold broken values too: from this share on, the name decides."""


@dataclass(frozen=True)
class Guess:
    """A column with its score from 0 to 1, and why."""

    column: Column
    score: float
    why: str


def guess(
    role: str, names: Sequence[str], columns: Iterable[Column], fact: Fact | None = None
) -> Guess | None:
    """The best column for a role or fact, or None when none is good enough."""
    known = names or (role.replace("_", " "),)
    scored = [found for column in columns if (found := _score(role, known, column, fact))]
    best = max(scored, key=lambda each: each.score, default=None)
    return best if best and best.score >= _ENOUGH else None


def _score(role: str, names: Sequence[str], column: Column, fact: Fact | None) -> Guess | None:
    name, why = _by_name(names, column)
    if not name or not column.filled:
        return None
    fits = _fits(role, column, fact)
    score = round(0.75 * name + 0.25 * fits, 2)
    told = {1.0: "its values fit", 0.0: "its values do not fit"}.get(fits, "its values may fit")
    return Guess(
        column, score if fits else score - 0.3, f"{max(score if fits else score - 0.3, 0):.2f}: {why}, {told}"
    )


def _by_name(names: Sequence[str], column: Column) -> tuple[float, str]:
    """1 for a name from the list (earlier is better), less for one that only holds it."""
    here = words(column.name)
    for place, name in enumerate(names):
        if here == name:
            return 1.0 - 0.02 * place, "its name"
    for place, name in enumerate(names):
        if f" {name} " in f" {here} " and len(here) <= len(name) + 16:
            return 0.7 - 0.02 * place, f"its name holds `{name}`"
    return 0.0, ""


def _fits(role: str, column: Column, fact: Fact | None) -> float:  # noqa: PLR0911 (one a kind)
    """Whether the values can be what the role asks for: 0, 0.5 when nothing speaks against it, 1."""
    kind = (
        fact.kind
        if fact
        else {"order_by": Kind.INTEGER, "state": Kind.TEXT, "ticket": Kind.TEXT}.get(role, Kind.INSTANT)
    )
    if role == "outcome":
        return 1.0 if column.distinct <= 6 else 0.0
    if role == "severity":
        return 1.0 if len(severity_values(column.values)) * 2 > len(column.values) else 0.0
    if kind is Kind.INSTANT:
        return 1.0 if column.instants > 0.9 else 0.5 if column.instants > _SOME else 0.0
    if kind in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.DURATION):
        return 1.0 if column.numbers > 0.9 else 0.0
    if kind is Kind.BOOLEAN:
        return 1.0 if column.distinct <= 3 else 0.0
    if fact and kind is Kind.CHOICE:
        return _shared(column.values, fact.values)
    return 0.5 if role != "ticket" else min(1.0, column.distinct / 10)


def _shared(values: Iterable[str], allowed: Sequence[str]) -> float:
    """1 when the column holds some of the policy's own values, else 0.5: a mapping can translate."""
    known = {word for value in allowed for word in words(value).split()}
    return 1.0 if any(known & set(words(value).split()) for value in values) else 0.5


def severity_values(values: Iterable[str]) -> dict[str, str]:
    """Values that look like severities: `1 - Critical` to P1."""
    found = {}
    for value in values:
        match = next((name for name, pattern in _SEVERITY if re.search(pattern, value.lower())), "")
        if match:
            found[value] = match
    return found
