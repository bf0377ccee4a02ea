"""Conditions of a mapping as SQL: true, false, or NULL where the column says nothing."""

from tocsin.core.history.conditions import Condition
from tocsin.warehouse import quote
from tocsin.warehouse.columns import Columns

BOUNDS = (("above", ">"), ("at_least", ">="), ("below", "<"), ("at_most", "<="))


def condition(given: Condition, columns: Columns) -> str:
    """The condition over the source's columns."""
    if given.any is not None:
        return "(" + " OR ".join(condition(part, columns) for part in given.any) + ")"
    if given.all is not None:
        return "(" + " AND ".join(condition(part, columns) for part in given.all) + ")"
    if given.no is not None:
        return f"(NOT {condition(given.no, columns)})"
    return "(" + " AND ".join(_tests(given, columns)) + ")"


def _tests(given: Condition, columns: Columns) -> list[str]:
    text = columns.text(given.column)
    low = f"lower({text})"
    found = []
    if given.equals is not None:
        found.append(f"{low} = {quote.literal(quote.plain(given.equals).lower())}")
    if given.in_ is not None:
        found.append(f"{low} IN ({quote.listing(quote.plain(v).lower() for v in given.in_)})")
    if given.contains is not None:
        words = " OR ".join(f"contains({low}, {quote.literal(word.lower())})" for word in given.contains)
        found.append(f"({words})")
    if given.filled is not None:
        found.append(f"{text} IS {'NOT ' if given.filled else ''}NULL")
    for name, sign in BOUNDS:
        if (bound := getattr(given, name)) is not None:
            found.append(f"TRY_CAST({text} AS DOUBLE) {sign} {quote.literal(bound)}")
    return found
