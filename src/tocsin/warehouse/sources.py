"""Opens the files of a history as one relation `raw`, and notes every line that has no shape."""

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.core.history.mapping import Mapping
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.warehouse import quote
from tocsin.warehouse.columns import Columns
from tocsin.warehouse.csv_look import Look
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.files import Files
from tocsin.warehouse.json_look import ENTRY, objects_sql, shape
from tocsin.warehouse.plain import look_at

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
    parts = (_json_file(path, files.plain(path)) for path in files.paths)
    engine.run("SET preserve_insertion_order = true")
    try:
        engine.run(f"CREATE OR REPLACE TABLE {into}_lines AS " + " UNION ALL ".join(parts))
    except Refused as refused:
        raise _no_json(engine, files, refused) from None
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


def _json_file(path: str, plain: str) -> str:
    """The tickets of one file with their place: the line, or their number in the list after `ENTRY`."""
    form = shape(plain)
    if form != "lines":
        return (
            f"SELECT line, {quote.literal(path)} AS _file, {ENTRY} + row_number() OVER () AS _record "
            f"FROM ({objects_sql(plain, form)})"
        )
    return (
        f"SELECT line, {quote.literal(path)} AS _file, row_number() OVER () AS _record FROM "
        f"read_csv({quote.literal(plain)}, columns = {{'line': 'VARCHAR'}}, delim = '\x01', quote = '', "
        f"escape = '', "
        f"header = false, auto_detect = false, max_line_size = {_MAX_LINE}, null_padding = true)"
    )


def _no_json(engine: Engine, files: Files, refused: Refused) -> Refused:
    """A list that ends too early or is broken in the middle, with the file as the user named it."""
    reason = refused.findings[0].message
    if "alformed JSON" not in reason:
        return refused
    for path, plain in engine.copies.items():
        reason = reason.replace(plain, path)
    named = next((path for path in files.paths if path in reason), files.paths[0])
    text = f"`{named}` is no complete JSON: it breaks off or goes wrong inside its list"
    return Refused(
        Finding("history", text, Position(named), f"export it again ({reason[-160:]})"), usage=True
    )


def _csv(engine: Engine, files: Files, wanted: Wanted, into: str) -> Columns:
    looks = {path: look_at(files, path, wanted.encoding, wanted.delimiter) for path in files.paths}
    for path, seen in looks.items():
        Columns(dict.fromkeys(seen.columns, "VARCHAR"), path).require(set(wanted.needed), "the mapping")
    there = dict.fromkeys(c for seen in looks.values() for c in seen.columns)
    named = wanted.needed | wanted.welcome
    names = [name for name in there if name in named or not named]
    declared = ", ".join(f"{quote.name(name)} VARCHAR" for name in names)
    engine.run(f"CREATE OR REPLACE TABLE {into} ({declared}, _file VARCHAR, _record BIGINT)")
    engine.run("SET preserve_insertion_order = true")
    for path, seen in looks.items():
        _csv_file(engine, (path, files.plain(path)), seen, names, into)
    engine.run("SET preserve_insertion_order = false")
    return Columns(dict.fromkeys(names, "VARCHAR"), files.shown, empty=wanted.empty)


def _csv_file(engine: Engine, paths: tuple[str, str], seen: Look, names: Iterable[str], into: str) -> None:
    path, plain = paths
    columns = ", ".join(f"{quote.literal(c)}: 'VARCHAR'" for c in seen.columns)
    picked = ", ".join(quote.name(n) if n in seen.columns else "NULL" for n in names)
    options = (
        f"delim = {quote.literal(seen.delimiter)}, quote = '\"', escape = '\"', header = true, auto_detect "
        f"= false, "
        f"columns = {{{columns}}}, encoding = '{seen.encoding}', skip = {seen.skip}, "
        f"store_rejects = true, max_line_size = {_MAX_LINE}, "
        "rejects_table = 'csv_errors', rejects_scan = 'csv_scans'"
    )
    engine.run(
        f"INSERT INTO {into} SELECT {picked}, {quote.literal(path)}, NULL FROM "
        f"read_csv({quote.literal(plain)}, {options})"
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
