"""How wide text runs, without a font at hand: close enough to wrap words in boxes, on the safe side."""

from __future__ import annotations

import unicodedata

# Widths in ems of a wide sans, grouped: exact per glyph is not needed to choose a line break.
_GROUPS = {"ijl.,:;'|!": 0.29, " ft()[]/-rI": 0.4, "mwMW@%": 0.92, "sckxyzvJ": 0.55}
_WIDTHS = {char: width for group, width in _GROUPS.items() for char in group}


def width_of(text: str, size: float) -> float:
    """The width of one line in the unit of `size`."""
    return size * sum(map(_em, text))


def _em(char: str) -> float:
    known = _WIDTHS.get(char)
    if known is not None:
        return known
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return 0.7 if char.isupper() else 0.61


def wrap(text: str, width: float, size: float) -> tuple[str, ...]:
    """Lines no wider than `width`. Words stay whole; one too long for a line, or without spaces, is cut."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and width_of(f"{line} {word}", size) <= width:
                line = f"{line} {word}"
                continue
            if line:
                lines.append(line)
            *whole, line = _cut(word, width, size)
            lines += whole
        lines.append(line)
    return tuple(lines)


def _cut(word: str, width: float, size: float) -> list[str]:
    parts, part = [], ""
    for char in word:
        if part and width_of(part + char, size) > width:
            parts.append(part)
            part = ""
        part += char
    return [*parts, part]
