"""How tickets ended, as a table `outcomes(ticket, bad, one column per reason)`: for scoring only."""

from tocsin.core.history.mapping import Mapping
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.warehouse import quote
from tocsin.warehouse.columns import Columns
from tocsin.warehouse.conditions import condition
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.plain import find_plain
from tocsin.warehouse.readings import Readings
from tocsin.warehouse.sources import open_source, wanted_by


def make_outcomes(engine: Engine, path: str, mapping: Mapping, columns: Columns, parts: Readings) -> bool:
    """Makes the table from a file of its own, or from the history where its columns are there."""
    given = mapping.outcomes
    if given is None:
        if path:
            text = "the mapping does not say which outcomes are bad"
            help_ = "add `outcomes:` with `bad:` conditions to the mapping"
            raise Refused(Finding("mapping", text, Position(path), help_))
        return False
    if path:
        column = given.ticket or mapping.ticket
        wanted = wanted_by(mapping, given.columns() | {column})
        source = open_source(engine, find_plain(engine, (path,), mapping.encoding), wanted, "ends")
        _make(engine, mapping, source, source.text(column), "ends")
        return True
    if not columns.json and not given.columns() <= columns.types.keys():
        return False
    _make(engine, mapping, columns, parts.ticket.value, "raw")
    return int(engine.one("SELECT count(bad) FROM outcomes")[0]) > 0


def _make(engine: Engine, mapping: Mapping, source: Columns, ticket: str, relation: str) -> None:
    if mapping.outcomes is None:
        return
    tests = {name: condition(each, source) for name, each in mapping.outcomes.bad.items()}
    reasons = ", ".join(f"bool_or({sql}) AS {quote.name(name)}" for name, sql in tests.items())
    bad = " OR ".join(tests.values())
    engine.run(
        f"CREATE OR REPLACE TABLE outcomes AS SELECT {ticket} AS ticket, bool_or({bad}) AS bad, {reasons} "
        f"FROM {relation} WHERE {ticket} IS NOT NULL GROUP BY 1"
    )
