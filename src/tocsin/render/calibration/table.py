"""Aligned tables in plain text."""

import unicodedata
from collections.abc import Sequence

Row = Sequence[str]


def table(rows: Sequence[Row], right: str = "", indent: str = "  ") -> list[str]:
    """Lines with columns as wide as their widest cell; `right` has `r` for columns of figures."""
    if not rows:
        return []
    widths = [max(width(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [indent + "  ".join(_cells(row, widths, right)).rstrip() for row in rows]


def _cells(row: Row, widths: Sequence[int], right: str) -> list[str]:
    found = []
    for number, cell in enumerate(row):
        space = " " * (widths[number] - width(cell))
        is_right = number < len(right) and right[number] == "r"
        found.append(space + cell if is_right else cell + space)
    return found


def width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def clean(text: str) -> str:
    """Text from an export without line ends and control characters."""
    return "".join(c if c.isprintable() else " " for c in text)
