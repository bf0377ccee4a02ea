"""Reads a small text that the user hands over."""

import sys
from pathlib import Path

from tocsin.core.model.finding import Finding, Position, Refused

LIMIT = 16_000_000


def read(path: str) -> str:
    """The text of a file, or of standard input for `-`. Raises Refused with what to do."""
    name = "standard input" if path == "-" else path
    if path == "-" and sys.stdin is None:
        raise _refused("standard input is closed", name, "name a file, or pipe the text in")
    try:
        raw = sys.stdin.buffer.read(LIMIT + 1) if path == "-" else _head(Path(path))
    except OSError as error:
        raise _refused(
            f"`{name}` cannot be read: {error.strerror}", name, "check the name and its rights"
        ) from None
    if len(raw) > LIMIT:
        raise _refused(f"`{name}` is larger than {LIMIT:,} bytes", name, "check that this is the right file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(f"`{name}` is not UTF-8 (byte {error.start + 1})", name, "save it as UTF-8") from None


def _head(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(LIMIT + 1)


def _refused(message: str, name: str, help_: str) -> Refused:
    return Refused(Finding("file", message, Position.of(name), help_), usage=True)
