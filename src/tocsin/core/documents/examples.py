"""Tickets that just meet a criterion, and tickets that just miss it (A1, A-P 3)."""

from collections.abc import Mapping

from tocsin.core.criteria.near import near_examples
from tocsin.core.documents import outline as o
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.said import in_words
from tocsin.core.documents.say import plain, title
from tocsin.core.policy.schema.base import Rule


def examples_of(r: Reader, rules: Mapping[str, Rule]) -> list[o.Block]:
    """For each criterion a ticket that just meets it and one that just misses it, both checked by asking."""
    rows = [row for id_, rule in rules.items() if (row := _row(r, id_, rule.when))]
    columns = (
        o.Column("Criterion", 1.6),
        o.Column("A ticket that just meets it", 3.4),
        o.Column("One that just misses it", 3.4),
    )
    return (
        [o.Table(columns, tuple(rows), "Examples, computed from the criteria", row_heads=True)]
        if rows
        else []
    )


def _row(r: Reader, id_: str, expression: str) -> tuple[o.Text, ...] | None:
    criterion = r.criteria.get(expression)
    if criterion is None:
        return None
    found = near_examples(criterion, r.rules.vocabulary)
    if found.meets is None or found.misses is None:
        return None
    meets, misses = (in_words(r, facts, criterion) for facts in (found.meets, found.misses))
    return title(plain(id_)), "\n".join(meets), _marked(misses, meets)


def _marked(lines: list[str], beside: list[str]) -> o.Text:
    """The lines with those set strong that differ."""
    parts: list[o.Span] = []
    for line in lines:
        parts += [o.Span("\n"), o.Span(line) if line in beside else o.strong(line)]
    return tuple(parts[1:])
