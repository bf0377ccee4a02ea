"""Finds the line of a row that could not be read, by going through its file once more."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tocsin.core.history.seen import Reject
from tocsin.warehouse import quote
from tocsin.warehouse.csv_look import look
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.json_look import ENTRY

MAX_LOCATED = 100_000
_CHUNK = 1 << 20


@dataclass(frozen=True)
class _Row:
    """A row of the table `rejects`."""

    line: int
    record: int
    start: int
    ticket: str
    reject: Reject


def located(engine: Engine) -> Iterator[Reject]:
    """All rejects in the order of files and lines. The line is 0 where a value could not be found again."""
    for (file,) in engine.rows("SELECT DISTINCT file FROM rejects ORDER BY 1"):
        found = _lines(engine.copies.get(file, file), _rows(engine, file))
        yield from sorted(found, key=lambda reject: (reject.line, reject.column))


def _rows(engine: Engine, file: str) -> list[_Row]:
    rows = engine.rows(
        "SELECT coalesce(line, 0), coalesce(record, 0), coalesce(start, -1), coalesce(ticket, ''), "
        "coalesce(col, ''), "
        f"coalesce(value, ''), reason FROM rejects WHERE file = {quote.literal(file)} LIMIT {MAX_LOCATED}"
    )
    return [
        _Row(line, record, start, ticket, Reject(file, 0, column, value, reason))
        for line, record, start, ticket, column, value, reason in rows
    ]


def _lines(file: str, rows: list[_Row]) -> Iterator[Reject]:
    """Each kind of row by what is known of it: its record, its byte, its line, or only its value."""
    starts = _by_byte(file, sorted(row.start for row in rows if row.start >= 0))
    unknown = [row for row in rows if not row.record and not row.line]
    for row in rows:
        if row.record > ENTRY:
            yield _entry(row)
        elif row.record or row.line:
            yield _at(row.reject, row.record or starts.get(row.start, row.line))
    yield from _by_value(file, unknown) if unknown else ()


def _at(reject: Reject, line: int) -> Reject:
    return Reject(reject.file, line, reject.column, reject.value, reject.reason)


def _entry(row: _Row) -> Reject:
    """An entry of a JSON list has a number; many may stand in one line."""
    reject = row.reject
    reason = f"{reject.reason} (entry {row.record - ENTRY:,} of the file)"
    return Reject(reject.file, 0, reject.column, reject.value, reason)


def _by_byte(file: str, starts: Iterable[int]) -> dict[int, int]:
    """The line in which each byte stands; a byte that is a line's end stands for the line after it."""
    found: dict[int, int] = {}
    wanted = list(dict.fromkeys(starts))
    if not wanted:
        return found
    offset, lines = 0, 1
    with Path(file).open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            place = 0
            while wanted and wanted[0] < offset + len(chunk):
                start = wanted.pop(0) - offset
                lines += chunk.count(b"\n", place, start)
                place = start
                found[start + offset] = lines + (chunk[start : start + 1] == b"\n")
            lines += chunk.count(b"\n", place)
            offset += len(chunk)
    return found


def _by_value(file: str, rows: list[_Row]) -> Iterator[Reject]:
    places = _places(file, {row.reject.column for row in rows}, {row.reject.value for row in rows})
    for row in rows:
        here = places.get((row.reject.column, row.reject.value), [])
        place = next((p for p in here if row.ticket in p[1]), here[0] if here else None)
        if place:
            here.remove(place)
        yield _at(row.reject, place[0] if place else 0)


def _places(
    file: str, columns: set[str], values: set[str]
) -> dict[tuple[str, str], list[tuple[int, list[str]]]]:
    """Where each (column, value) stands: the first line of its record, and the record."""
    seen = look(file)
    found: dict[tuple[str, str], list[tuple[int, list[str]]]] = defaultdict(list)
    wanted = [(number, name) for number, name in enumerate(seen.columns) if name in columns]
    codec = "utf-8-sig" if seen.encoding == "utf-8" else seen.encoding
    with Path(file).open(encoding=codec, errors="replace", newline="") as handle:
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
