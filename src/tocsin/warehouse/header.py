"""The names of an export's columns, before any row is read."""

from tocsin.core.history.mapping import Mapping
from tocsin.core.history.settle import Settled, settle
from tocsin.warehouse import quote
from tocsin.warehouse.columns import Columns
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.files import Files
from tocsin.warehouse.plain import look_at
from tocsin.warehouse.sources import Wanted, open_source, wanted_by

MAX_COLUMNS = 2_000


def open_settled(engine: Engine, files: Files, mapping: Mapping) -> tuple[Settled, Columns]:
    """Fits the mapping to the columns that are there, and opens the files by it. Raises Refused.

    JSON rows may have a key that the first of them lack: nothing is left out there.
    """
    lenient = mapping.lacking == "leave_out"
    if files.format == "csv":
        looks = [look_at(files, path, mapping.encoding, mapping.delimiter) for path in files.paths]
        settled = settle(mapping, dict.fromkeys(n for seen in looks for n in seen.columns), lenient)
        return settled, open_source(engine, files, _wanted(settled.mapping))
    columns = open_source(engine, files, Wanted(empty=tuple(mapping.empty)))
    names = json_names(engine) if columns.json else list(columns.types)
    settled = settle(mapping, names, lenient and not columns.json)
    columns.require(settled.mapping.history_columns(), "the mapping")
    return settled, columns


def _wanted(mapping: Mapping) -> Wanted:
    welcome = mapping.outcomes.columns() if mapping.outcomes else set()
    return wanted_by(mapping, mapping.history_columns(), welcome)


def json_names(engine: Engine, most: int = MAX_COLUMNS) -> list[str]:
    """Keys of the first rows of `raw`; nested objects give `a.b`."""
    keys = "SELECT DISTINCT unnest(json_keys(line)) FROM (SELECT line FROM raw LIMIT 1000)"
    names: list[str] = []
    for (key,) in engine.rows(f"{keys} ORDER BY 1"):
        place = quote.literal("$." + quote.name(key))
        nested = engine.rows(
            f"SELECT DISTINCT unnest(json_keys(line, {place})) FROM (SELECT line FROM raw WHERE "
            f"json_type(line, {place}) = 'OBJECT' LIMIT 200) ORDER BY 1"
        )
        names += [f"{key}.{inner}" for (inner,) in nested] or [key]
    return names[:most]
