"""Looks at a history before it is mapped: what stands in its columns."""

from typing import Any

from tocsin.core.history.draft_columns import Column, Profile
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.warehouse import quote
from tocsin.warehouse.columns import TIMES, ZONED, Columns
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.header import json_names
from tocsin.warehouse.plain import find_plain
from tocsin.warehouse.sources import Wanted, open_source

SAMPLE = 20_000
MAX_COLUMNS = 300
_FORMATS = (
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y %H:%M", "%m/%d/%y %H:%M",
    "%d.%m.%y %H:%M",
    "%d.%m.%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p",
    "%d/%b/%y %I:%M %p", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d-%m-%Y %H:%M",
)  # fmt: skip


def profile(engine: Engine, paths: tuple[str, ...]) -> Profile:
    """The columns of a history. Raises Refused when there is nothing to look at."""
    files = find_plain(engine, paths)
    columns = open_source(engine, files, Wanted())
    rows = int(engine.one("SELECT count(*) FROM raw")[0])
    if not rows:
        raise Refused(
            Finding("history", f"`{files.shown}` has no rows", Position(files.shown), "export it again")
        )
    names = json_names(engine, MAX_COLUMNS) if columns.json else list(columns.types)[:MAX_COLUMNS]
    engine.run(f"CREATE OR REPLACE TABLE sample AS SELECT * FROM raw LIMIT {SAMPLE}")
    found = tuple(_column(engine, name, columns, rows) for name in names)
    return Profile(files.shown, rows, found)


def _column(engine: Engine, name: str, columns: Columns, rows: int) -> Column:
    text, kind = columns.text(name), columns.type(name)
    offset = "regexp_matches(v, '(Z|[+-][0-9]{2}:?[0-9]{2})$')"
    instant = f"TRY_CAST(v AS TIMESTAMP) IS NOT NULL AND {_date_like()}"
    formats = ", ".join(
        f"count(*) FILTER (WHERE try_strptime(v, {quote.literal(f)}) > TIMESTAMP '1970-01-01')"
        for f in _FORMATS
    )
    row = engine.one(
        f"SELECT count(*), count(v), approx_count_distinct(v), count(*) FILTER (WHERE {instant}), "
        f"count(*) FILTER (WHERE TRY_CAST(v AS DOUBLE) IS NOT NULL), count(*) FILTER (WHERE {offset}), "
        f"{formats} "
        f"FROM (SELECT {text} AS v FROM sample)"
    )
    seen, filled, distinct, instants, numbers, zoned, *by_format = row
    best = max(range(len(_FORMATS)), key=lambda n: by_format[n])
    form = _FORMATS[best] if filled and by_format[best] > max(instants, 0.9 * filled) else ""
    twin = "%m/%d" + form[5:] if form.startswith("%d/%m") else ""
    rival = twin if twin in _FORMATS and by_format[_FORMATS.index(twin)] == by_format[best] else ""
    if distinct * 3 > filled > 0:
        distinct = int(engine.one(f"SELECT count(DISTINCT {text}) FROM raw")[0])
    timed = kind in TIMES or kind == ZONED
    share = (lambda n: n / filled) if filled else (lambda n: 0.0)
    return Column(
        name,
        kind,
        filled / seen if seen else 0.0,
        int(distinct),
        _values(engine, text),
        1.0 if timed else max(share(instants), share(by_format[best]) if form else 0.0),
        share(numbers),
        form,
        kind == ZONED or share(zoned) > 0.9,
        rival,
    )


def _date_like() -> str:
    return "regexp_matches(v, '^[0-9]{4}-[0-9]{2}-[0-9]{2}')"


def _values(engine: Engine, text: str) -> tuple[str, ...]:
    rows: list[tuple[Any, ...]] = engine.rows(
        f"SELECT left({text}, 60) AS v, count(*) FROM sample WHERE {text} IS NOT NULL GROUP BY 1 ORDER BY 2 "
        f"DESC, 1 LIMIT 25"
    )
    return tuple(str(row[0]) for row in rows)
