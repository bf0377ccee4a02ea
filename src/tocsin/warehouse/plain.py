"""Files as the engine can read them: unpacked, in UTF-8, with line ends. Messages name the originals."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.warehouse.csv_look import HEAD, Look, encoding_of, look
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.files import GZIP, Files, find

_CHUNK = 1 << 20
# Windows writes here what Latin-1 leaves to control characters: the euro sign, dashes, curly quotes.
_WINDOWS = bytes(range(0x80, 0xA0))
_TO_UNICODE = {n: bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0xA0)}


def find_plain(engine: Engine, given: tuple[str, ...], encoding: str = "") -> Files:
    """The files that the arguments name, each with a copy that lives with the engine where it needs one.

    Raises Refused.
    """
    files = find(given)
    for path in files.paths:
        for step in (_unpacked, _recoded, _with_line_ends):
            target = engine.folder / f"{len(engine.copies)}-{step.__name__}.txt"
            if step(engine.copies.get(path, path), target, files.format, encoding):
                engine.copies[path] = str(target)
    return replace(files, copies=engine.copies)


def look_at(files: Files, path: str, encoding: str, delimiter: str) -> Look:
    """How a CSV file is written, in the copy of it that is read. Raises Refused."""
    recoded = _recoded.__name__ in files.plain(path) or _with_line_ends.__name__ in files.plain(path)
    return look(files.plain(path), "" if recoded else encoding, delimiter, path)


def _unpacked(path: str, target: Path, _form: str, _encoding: str) -> bool:
    with Path(path).open("rb") as handle:
        if handle.read(2) != GZIP:
            return False
    try:
        with gzip.open(path) as packed:
            _copy(_chunks(packed), target, lambda chunk: chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        text, help_ = f"`{path}` is packed and damaged", "export it again"
        raise Refused(Finding("history", text, Position(path), help_), usage=True) from None
    return True


def _recoded(path: str, target: Path, form: str, encoding: str) -> bool:
    if form != "csv" or (encoding or _encoding(path)) != "latin-1":
        return False
    with Path(path).open("rb") as handle:
        if not any(chunk.translate(None, _WINDOWS) != chunk for chunk in _chunks(handle)):
            return False
    with Path(path).open("rb") as handle:
        _copy(_chunks(handle), target, lambda chunk: chunk.decode("latin-1").translate(_TO_UNICODE).encode())
    return True


def _with_line_ends(path: str, target: Path, form: str, _encoding: str) -> bool:
    """Excel for the Mac may end lines with a carriage return alone."""
    head = _head(path)
    if form != "csv" or b"\r" not in head or b"\n" in head:
        return False
    with Path(path).open("rb") as handle:
        _copy(_chunks(handle), target, lambda chunk: chunk.replace(b"\r", b"\n"))
    return True


def _encoding(path: str) -> str:
    return encoding_of(_head(path))


def _head(path: str) -> bytes:
    with Path(path).open("rb") as handle:
        return handle.read(HEAD)


def _chunks(handle: BinaryIO | gzip.GzipFile) -> Iterator[bytes]:
    while chunk := handle.read(_CHUNK):
        yield chunk


def _copy(chunks: Iterator[bytes], target: Path, change: Callable[[bytes], bytes]) -> None:
    with target.open("wb") as out:
        for chunk in chunks:
            out.write(change(chunk))
