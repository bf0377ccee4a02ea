"""Finds the line of a row that was rejected for one of its values, by reading the file once more."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tocsin.core.history.seen import Reject
from tocsin.warehouse.csv_look import look
from tocsin.warehouse.engine import Engine

MAX_LOCATED = 100_000
_Key = tuple[str, str]


def located(engine: Engine) -> Iterator[Reject]:
    """All rejects in the order of files and lines. Lines are 0 where a value could not be found again."""
    files = [row[0] for row in engine.rows("SELECT DISTINCT file FROM rejects ORDER BY 1")]
    for file in files:
        found = [*_known(engine, file), *_by_value(engine, file)]
        yield from sorted(found, key=lambda reject: (reject.line, reject.column))


def _sql(file: str, where: str) -> str:
    quoted = file.replace("'", "''")
    return (
        "SELECT file, coalesce(line, record, 0), coalesce(col, ''), coalesce(value, ''), reason, coalesce(ticket, '') "
        f"FROM rejects WHERE file = '{quoted}' AND {where}"
    )


def _known(engine: Engine, file: str) -> list[Reject]:
    rows = engine.rows(_sql(file, "(line IS NOT NULL OR record IS NOT NULL)"))
    return [Reject(*row[:5]) for row in rows]


def _by_value(engine: Engine, file: str) -> list[Reject]:
    rows = engine.rows(_sql(file, "line IS NULL AND record IS NULL") + f" LIMIT {MAX_LOCATED}")
    if not rows:
        return []
    lines = _lines(file, {row[2] for row in rows}, {row[3] for row in rows})
    found = []
    for name, _, column, value, reason, ticket in rows:
        places = lines.get((column, value), [])
        place = next((p for p in places if ticket in p[1]), places[0] if places else None)
        if place:
            places.remove(place)
        found.append(Reject(name, place[0] if place else 0, column, value, reason))
    return found


def _lines(file: str, columns: set[str], values: set[str]) -> dict[_Key, list[tuple[int, list[str]]]]:
    """Where each (column, value) stands: the first line of its record, and the record."""
    seen = look(file)
    found: dict[_Key, list[tuple[int, list[str]]]] = defaultdict(list)
    wanted = [(number, name) for number, name in enumerate(seen.columns) if name in columns]
    with Path(file).open(encoding=_codec(seen.encoding), errors="replace", newline="") as handle:
        reader = csv.reader(handle, delimiter=seen.delimiter)
        start = 1
        try:
            for record in reader:
                for number, name in wanted:
                    if number < len(record) and record[number].strip() in values:
                        found[name, record[number].strip()].append((start, record))
                start = reader.line_num + 1
        except csv.Error:
            pass  # the rest of the file was rejected as a whole, and told so
    return found


def _codec(encoding: str) -> str:
    return "utf-8-sig" if encoding == "utf-8" else encoding
