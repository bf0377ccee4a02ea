"""Where a character of a YAML scalar stands in the file: plain, quoted, or in a block.

YAML folds lines, drops indentation and reads escapes, but it never reorders: the n-th character that is
no white space in the value is the n-th one in the file. That is what is counted here.
"""

import re
from collections.abc import Iterator

from tocsin.core.model.finding import Position

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|.)", re.DOTALL)
_BLANK_ESCAPES = frozenset("ntrvfbaeN_LP0 \t\n\r")


def inside(text: str, start: Position, value: str, offset: int) -> Position:
    """The place of `value[offset]` in the file `text`, when the scalar `value` begins at `start`."""
    wanted, total = _solids(value[: max(0, offset)]), _solids(value)
    begin = _index(text, start)
    after = begin
    for count, (index, width) in enumerate(_solid(text, begin)):
        if count >= total:
            break
        if count == wanted:
            return _position(text, index, start.file)
        after = index + width
    return _position(text, after, start.file)


def _solids(value: str) -> int:
    return sum(not c.isspace() for c in value)


def _index(text: str, at: Position) -> int:
    """The offset in the file of a line and column; the end of the file when there is no such line."""
    lines = text.splitlines(keepends=True)
    return min(len(text), sum(map(len, lines[: at.line - 1])) + at.column - 1)


def _position(text: str, index: int, file: str) -> Position:
    lines = text[:index].splitlines(keepends=True)
    if not lines:
        return Position(file)
    fresh = lines[-1].splitlines()[0] != lines[-1] if lines[-1] else False
    return Position(file, len(lines) + 1, 1) if fresh else Position(file, len(lines), len(lines[-1]) + 1)


def _solid(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Offset and width in the file of each character of the scalar that is no white space."""
    found = _PROPERTIES.match(text, begin)
    index = found.end() if found else begin
    style = text[index : index + 1]
    if style in ("|", ">"):
        header_end = text.find("\n", index)
        yield from _plain(text, header_end + 1 if header_end >= 0 else len(text))
    elif style == "'":
        yield from _single(text, index + 1)
    elif style == '"':
        yield from _double(text, index + 1)
    else:
        yield from _plain(text, index)


def _plain(text: str, index: int) -> Iterator[tuple[int, int]]:
    for at in range(index, len(text)):
        if not text[at].isspace():
            yield at, 1


def _single(text: str, index: int) -> Iterator[tuple[int, int]]:
    while index < len(text):
        width = 2 if text.startswith("''", index) else 1
        if text[index] == "'" and width == 1:
            return
        if not text[index].isspace():
            yield index, width
        index += width


def _double(text: str, index: int) -> Iterator[tuple[int, int]]:
    while index < len(text) and text[index] != '"':
        escape = _ESCAPE.match(text, index)
        width = len(escape[0]) if escape else 1
        blank = text[index + 1 : index + 2] in _BLANK_ESCAPES if escape else text[index].isspace()
        if not blank:
            yield index, width
        index += width
