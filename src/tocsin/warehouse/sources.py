"""Opens the files of a history as one relation `raw`, and notes every line that has no shape."""

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.core.history.mapping import Mapping
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.warehouse import quote
from tocsin.warehouse.columns import Columns
from tocsin.warehouse.csv_look import Look, look
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.files import Files

_REJECTS = (
    "file VARCHAR, line BIGINT, record BIGINT, start BIGINT, ticket VARCHAR, col VARCHAR, value "
    "VARCHAR, reason VARCHAR"
)
_MAX_LINE = 16_000_000
# What DuckDB calls a broken line, in our words.
_WHY = {
    "MISSING COLUMNS": "the line has fewer fields than the header",
    "TOO MANY COLUMNS": "the line has more fields than the header",
    "UNQUOTED VALUE": "a quote is opened and not closed as CSV asks",
    "INVALID ENCODING": "the text is not in the file's encoding",
    "LINE SIZE OVER MAXIMUM": "the line is too long",
}


@dataclass(frozen=True)
class Wanted:
    """Which columns are needed, which are welcome, and how CSV is written where it cannot be seen."""

    needed: frozenset[str] = frozenset()
    welcome: frozenset[str] = frozenset()
    empty: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""


def wanted_by(mapping: Mapping, needed: set[str], welcome: set[str] | None = None) -> Wanted:
    """What a mapping wants of a source."""
    empty, dialect = tuple(mapping.empty), (mapping.encoding, mapping.delimiter)
    return Wanted(frozenset(needed), frozenset(welcome or ()), empty, *dialect)


def open_source(engine: Engine, files: Files, wanted: Wanted, into: str = "raw") -> Columns:
    """Makes the relation `into` (with `_file` and `_record`); lines without shape go to `rejects`."""
    engine.run(f"CREATE TABLE IF NOT EXISTS rejects ({_REJECTS})")
    if files.format == "parquet":
        return _parquet(engine, files, wanted, into)
    if files.format == "jsonl":
        return _jsonl(engine, files, wanted, into)
    return _csv(engine, files, wanted, into)


def _parquet(engine: Engine, files: Files, wanted: Wanted, into: str) -> Columns:
    source = f"read_parquet([{quote.listing(files.paths)}], union_by_name = true)"
    try:
        described = engine.rows(f"DESCRIBE SELECT * FROM {source}")
        from_files = (
            f"read_parquet([{quote.listing(files.paths)}], union_by_name = true, file_row_number = true)"
        )
        engine.run(
            f"CREATE OR REPLACE VIEW {into} AS SELECT * EXCLUDE (file_row_number), filename AS _file, "
            f"file_row_number + 1 AS _record FROM {from_files}"
        )
    except Exception as error:  # noqa: BLE001 (whatever the reader says, the file cannot be used)
        text = f"`{files.shown}` cannot be read as Parquet"
        reason = str(error).splitlines()[0][:200]
        raise Refused(
            Finding("history", text, Position(files.paths[0]), f"export it again ({reason})")
        ) from None
    columns = Columns({row[0]: row[1] for row in described}, files.shown, empty=wanted.empty)
    columns.require(set(wanted.needed), "the mapping")
    return columns


def _jsonl(engine: Engine, files: Files, wanted: Wanted, into: str) -> Columns:
    parts = (
        f"SELECT line, {quote.literal(path)} AS _file, row_number() OVER () AS _record FROM "
        f"read_csv({quote.literal(path)}, columns = {{'line': 'VARCHAR'}}, delim = '\x01', quote = '', "
        f"escape = '', "
        f"header = false, auto_detect = false, max_line_size = {_MAX_LINE}, null_padding = true)"
        for path in files.paths
    )
    engine.run("SET preserve_insertion_order = true")
    engine.run(f"CREATE OR REPLACE TABLE {into}_lines AS " + " UNION ALL ".join(parts))
    engine.run("SET preserve_insertion_order = false")
    good = "CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' ELSE FALSE END"
    engine.run(
        "INSERT INTO rejects SELECT _file, NULL, _record, NULL, NULL, NULL, left(line, 400), 'the line is "
        "no JSON object' "
        f"FROM {into}_lines WHERE line IS NOT NULL AND NOT {good}"
    )
    engine.run(
        f"CREATE OR REPLACE TABLE {into} AS SELECT * FROM {into}_lines WHERE line IS NOT NULL AND {good}"
    )
    engine.run(f"DROP TABLE {into}_lines")
    return Columns({}, files.shown, json=True, empty=wanted.empty)


def _csv(engine: Engine, files: Files, wanted: Wanted, into: str) -> Columns:
    looks = {path: look(path, wanted.encoding, wanted.delimiter) for path in files.paths}
    for path, seen in looks.items():
        Columns(dict.fromkeys(seen.columns, "VARCHAR"), path).require(set(wanted.needed), "the mapping")
    there = dict.fromkeys(c for seen in looks.values() for c in seen.columns)
    named = wanted.needed | wanted.welcome
    names = [name for name in there if name in named or not named]
    declared = ", ".join(f"{quote.name(name)} VARCHAR" for name in names)
    engine.run(f"CREATE OR REPLACE TABLE {into} ({declared}, _file VARCHAR, _record BIGINT)")
    engine.run("SET preserve_insertion_order = true")
    for path, seen in looks.items():
        _csv_file(engine, path, seen, names, into)
    engine.run("SET preserve_insertion_order = false")
    return Columns(dict.fromkeys(names, "VARCHAR"), files.shown, empty=wanted.empty)


def _csv_file(engine: Engine, path: str, seen: Look, names: Iterable[str], into: str) -> None:
    columns = ", ".join(f"{quote.literal(c)}: 'VARCHAR'" for c in seen.columns)
    picked = ", ".join(quote.name(n) if n in seen.columns else "NULL" for n in names)
    options = (
        f"delim = {quote.literal(seen.delimiter)}, quote = '\"', escape = '\"', header = true, auto_detect "
        f"= false, "
        f"columns = {{{columns}}}, encoding = '{seen.encoding}', store_rejects = true, max_line_size = "
        f"{_MAX_LINE}, "
        "rejects_table = 'csv_errors', rejects_scan = 'csv_scans'"
    )
    engine.run(
        f"INSERT INTO {into} SELECT {picked}, {quote.literal(path)}, NULL FROM "
        f"read_csv({quote.literal(path)}, {options})"
    )
    why = " ".join(f"WHEN {quote.literal(k)} THEN {quote.literal(v)}" for k, v in _WHY.items())
    reason = f"CASE CAST(error_type AS VARCHAR) {why} ELSE 'the line cannot be read' END"
    swallowed = "len(csv_line) - len(replace(csv_line, chr(10), ''))"
    lost = (
        f"CASE WHEN error_type = 'UNQUOTED VALUE' AND {swallowed} > 1 THEN '; with it ' || {swallowed} "
        f"|| ' lines below are lost' ELSE '' END"
    )
    # DuckDB counts records; with the byte the real line is found later. Other encodings are recoded first.
    start = "min(line_byte_position)" if seen.encoding == "utf-8" else "NULL"
    engine.run(
        f"INSERT INTO rejects SELECT {quote.literal(path)}, line, NULL, {start}, NULL, "
        f"any_value(column_name), "
        f"left(trim(any_value(csv_line), chr(10) || chr(13)), 400), any_value({reason} || {lost}) FROM "
        f"csv_errors GROUP BY line"
    )
    engine.run("DROP TABLE IF EXISTS csv_errors; DROP TABLE IF EXISTS csv_scans")
