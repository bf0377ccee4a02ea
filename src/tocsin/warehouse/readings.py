"""Every reading that a mapping asks for: the ticket, the times, the facts."""

from dataclasses import dataclass, field, replace

from tocsin.core.criteria.vocabulary import Fact, Kind, Vocabulary
from tocsin.core.history.mapping import Mapping
from tocsin.warehouse import quote
from tocsin.warehouse.columns import Columns
from tocsin.warehouse.conditions import condition
from tocsin.warehouse.convert import How, Reading, read

_TIME = Fact("time", Kind.INSTANT)
LATEST = 7_258_118_400_000_000
"""The year 2200: later instants do not fit beside a team in one number, and are marks, not times."""


@dataclass(frozen=True)
class Readings:
    """A state in SQL over `raw`. `order` sorts a ticket's rows; `firsts` need its earlier rows."""

    ticket: Reading
    starts: Reading
    until: Reading | None
    closed_at: Reading | None
    facts: dict[str, Reading]
    firsts: dict[str, str] = field(default_factory=dict)
    closed: str = ""
    order: tuple[str, ...] = ()

    def checked(self) -> list[Reading]:
        """The readings that can fail, in the order in which a reject names them."""
        times = [r for r in (self.until, self.closed_at) if r]
        return [r for r in (self.ticket, self.starts, *times, *self.facts.values()) if r.bad]


def readings(mapping: Mapping, vocabulary: Vocabulary, columns: Columns) -> Readings:
    """The readings of this mapping over a source with these columns."""
    starts = _time(mapping.starts, mapping, columns)
    facts = {name: _fact(name, mapping, vocabulary, columns) for name in mapping.columns}
    for name, value in mapping.constants.items():
        facts[name] = Reading(_constant(vocabulary.facts[name], value))
    firsts = {}
    for name, given in mapping.derive.items():
        if given.first is not None:
            firsts[name] = condition(given.first, columns)
        else:
            facts[name] = _derived(name, mapping, vocabulary, columns)
    opened = mapping.opened_at or (mapping.starts if mapping.rows == "ticket" else "")
    if opened and "opened_at" not in facts:
        facts["opened_at"] = _time(opened, mapping, columns, "opened_at")
    return Readings(
        ticket=_ticket(mapping, columns),
        starts=_needed(starts, mapping.starts, columns),
        until=_end(mapping.until, mapping, columns) if mapping.until else None,
        closed_at=_end(mapping.closed_at, mapping, columns) if mapping.closed_at else None,
        facts=facts,
        firsts=firsts,
        closed=f"coalesce({condition(mapping.closed, columns)}, FALSE)" if mapping.closed else "",
        order=tuple(_ordered(name, columns) for name in mapping.order_by),
    )


def _ordered(name: str, columns: Columns) -> str:
    """Numbers in text sort as numbers."""
    if columns.type(name) != "VARCHAR":
        return columns.sql(name)
    text = columns.text(name)
    return f"coalesce(lpad(CAST(TRY_CAST({text} AS BIGINT) AS VARCHAR), 20, '0'), {text})"


def _ticket(mapping: Mapping, columns: Columns) -> Reading:
    kind = columns.type(mapping.ticket)
    if kind == "VARCHAR" and not columns.json and not columns.empty:
        text = columns.sql(mapping.ticket)
        return Reading(text, f"{text} IS NULL OR {text} = ''", f"`{mapping.ticket}` names no ticket", text)
    text = columns.text(mapping.ticket)
    return Reading(text, f"{text} IS NULL", f"`{mapping.ticket}` names no ticket", text)


def _time(column: str, mapping: Mapping, columns: Columns, fact: str = "") -> Reading:
    unit = mapping.units.get(fact or "changed_at", "") if (fact or "changed_at") in mapping.units else ""
    how = How(_TIME, column, unit=unit, zone=mapping.zone, formats=tuple(mapping.formats))
    return _named(read(how, columns), column)


def _needed(reading: Reading, column: str, columns: Columns) -> Reading:
    """A time without which the row has no place in the history."""
    raw = reading.raw or columns.text(column)
    missing = f"coalesce({reading.value}, -1) NOT BETWEEN 0 AND {LATEST}"
    reason = reading.reason or f"`{column}`: the row has no time between 1970 and 2200"
    return Reading(reading.value, missing, reason, raw)


def _end(column: str, mapping: Mapping, columns: Columns) -> Reading:
    """A time that ends a row; one far in the future means that there is no end yet."""
    reading = _time(column, mapping, columns)
    return replace(reading, value=f"CASE WHEN {reading.value} <= {LATEST} THEN {reading.value} END")


def _named(reading: Reading, column: str) -> Reading:
    """The reason with the column before it, since a mapping reads many."""
    if not reading.bad:
        return reading
    return replace(reading, reason=f"`{column}`: {reading.reason}")


def _fact(name: str, mapping: Mapping, vocabulary: Vocabulary, columns: Columns) -> Reading:
    how = How(
        vocabulary.facts[name],
        mapping.columns[name],
        mapping.values.get(name, {}),
        mapping.units.get(name, ""),
        mapping.separators.get(name, ","),
        mapping.zone,
        tuple(mapping.formats),
    )
    return _named(read(how, columns), how.column)


def _constant(fact: Fact, value: object) -> str:
    if fact.kind in (Kind.TEXT, Kind.CHOICE):
        return f"CAST({quote.literal(quote.plain(value))} AS VARCHAR)"
    kinds = {Kind.BOOLEAN: "BOOLEAN", Kind.INTEGER: "BIGINT", Kind.NUMBER: "DOUBLE"}
    return f"CAST({quote.literal(value)} AS {kinds.get(fact.kind, 'VARCHAR')})"


def _derived(name: str, mapping: Mapping, vocabulary: Vocabulary, columns: Columns) -> Reading:
    given, fact = mapping.derive[name], vocabulary.facts[name]
    if given.when is not None:
        return Reading(condition(given.when, columns))
    if given.count is not None:
        return Reading(" + ".join(f"CAST({columns.text(c)} IS NOT NULL AS BIGINT)" for c in given.count))
    if given.flags is not None:
        whens = (
            f"CASE WHEN {condition(c, columns)} THEN {quote.literal(v)} END" for v, c in given.flags.items()
        )
        return Reading(f"list_filter([{', '.join(whens)}], lambda v: v IS NOT NULL)")
    parts = [_coalesced(column, name, mapping, fact, columns) for column in given.coalesce or ()]
    bad = " OR ".join(f"({part.bad})" for part in parts if part.bad)
    raws = ", ".join(columns.text(c) for c in given.coalesce or ())
    value = f"coalesce({', '.join(part.value for part in parts)})"
    return Reading(value, bad, next((p.reason for p in parts if p.bad), ""), f"coalesce({raws})")


def _coalesced(column: str, name: str, mapping: Mapping, fact: Fact, columns: Columns) -> Reading:
    values, unit = mapping.values.get(name, {}), mapping.units.get(name, "")
    how = How(
        fact, column, values, unit, mapping.separators.get(name, ","), mapping.zone, tuple(mapping.formats)
    )
    return _named(read(how, columns), column)
