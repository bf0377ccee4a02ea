"""The line of a file that a finding speaks of, with a caret under the place."""

import unicodedata
from collections.abc import Mapping

from tocsin.core.model.finding import Finding

WIDTH = 96
PRIVATE = ("secret-in-policy",)
"""Rules whose findings must not repeat the line."""
_MARGIN = "    "


def excerpt(finding: Finding, texts: Mapping[str, str]) -> str:
    """Two lines: the source line (its part around the place, if long) and the caret; or nothing."""
    lines = texts.get(finding.at.file, "").splitlines()
    if not 0 < finding.at.line <= len(lines):
        return ""
    source, column = lines[finding.at.line - 1], finding.at.column - 1
    if finding.rule in PRIVATE or not source.strip() or column > len(source):
        return ""
    begin = max(0, column - WIDTH * 2 // 3) if len(source) > WIDTH else 0
    piece = source[begin : begin + WIDTH]
    shown = "".join(_cell(c) for c in piece)
    before = sum(_width(c) for c in piece[: column - begin])
    return f"{_MARGIN}{shown.rstrip()}\n{_MARGIN}{' ' * before}^\n"


def _cell(char: str) -> str:
    if char == "\t":
        return " "
    return char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
