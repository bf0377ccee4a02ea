"""Looks at the head of a CSV file: its encoding, its delimiter, its columns."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from statistics import mode

from tocsin.core.model.finding import Finding, Position, Refused

HEAD = 262_144
DELIMITERS = (",", ";", "\t", "|")
_TOLD = re.compile(r"[\"]?sep=(.)[\"]?\r?\n", re.IGNORECASE)


@dataclass(frozen=True)
class Look:
    """How one CSV file is written. `columns` are unique: a repeated name carries its number.

    `skip` lines stand before the header: `sep=;`, by which Excel tells itself the delimiter.
    """

    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    skip: int = 0


def look(path: str, encoding: str = "", delimiter: str = "", shown: str = "") -> Look:
    """Sees how the file is written. Raises Refused when it has no header or no rows."""
    with Path(path).open("rb") as handle:
        head = handle.read(HEAD)
    whole = len(head) < HEAD
    encoding = encoding or encoding_of(head)
    text = _decoded(head, encoding).removeprefix("\ufeff")
    if not whole and "\n" in text:
        text = text[: text.rindex("\n") + 1]
    told = _TOLD.match(text)
    if told:
        text, delimiter = text[told.end() :], told[1]
    shown = shown or path
    delimiter = delimiter or _delimiter(text)
    records = _records(text, delimiter, 2)
    if not records or not any(cell.strip() for cell in records[0]):
        raise _refused(f"`{shown}` has no header", shown, "its first line must name the columns")
    if len(records) < 2 and whole:
        raise _refused(f"`{shown}` has a header but no rows", shown, "export the tickets again")
    return Look(encoding, delimiter, _unique(records[0]), 1 if told else 0)


def encoding_of(head: bytes) -> str:
    """The encoding of most lines that are not plain ASCII."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    lines = [line for line in head.split(b"\n")[:-1] or [head] if not line.isascii()]
    wrong = sum(1 for line in lines if not _is_utf8(line))
    return "latin-1" if wrong * 2 > len(lines) else "utf-8"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(head: bytes, encoding: str) -> str:
    if encoding == "utf-16":
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    return head.decode("utf-8-sig" if encoding == "utf-8" else encoding, "replace")


def _delimiter(text: str) -> str:
    """The one that cuts most of the first records into the same number of fields."""

    def score(sign: str) -> tuple[float, int]:
        sizes = [len(r) for r in _records(text, sign, 60) if r]
        usual = mode(sizes) if sizes else 1
        return (sizes.count(usual) / len(sizes) if usual > 1 else 0.0, usual)

    return max(DELIMITERS, key=score)


def _records(text: str, delimiter: str, limit: int) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    found: list[list[str]] = []
    try:
        for record in reader:
            if record:
                found.append(record)
            if len(found) >= limit:
                break
    except csv.Error:
        found.append([])  # a broken record is one all the same; the engine will tell its place
    return found


def _unique(header: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for position, cell in enumerate(header, 1):
        name = cell.strip() or f"column_{position}"
        base, number = name, 2
        while name.lower() in {f.lower() for f in found}:
            name, number = f"{base}_{number}", number + 1
        found.append(name)
    return tuple(found)


def _refused(message: str, path: str, help_: str) -> Refused:
    return Refused(Finding("history", message, Position(path), help_), usage=True)
