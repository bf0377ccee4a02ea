"""A text in which a pattern is found, for examples."""

from tocsin.core.criteria.charset import LAST, CharSet
from tocsin.core.criteria.regex import Chars, Either, Pattern, Repeat, Sequence, parse_pattern

_WANTED = "abcdefghijklmnopqrstuvwxyz0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def sample(pattern: str) -> str:
    """A short text that matches, as long as the places in the pattern allow one."""
    return _sample(parse_pattern(pattern))


def _sample(pattern: Pattern) -> str:
    if isinstance(pattern, Chars):
        return _char(pattern.of)
    if isinstance(pattern, Sequence):
        return "".join(_sample(part) for part in pattern.parts)
    if isinstance(pattern, Either):
        return _sample(pattern.parts[0])
    return _sample(pattern.body) * pattern.low if isinstance(pattern, Repeat) else ""


def _char(chars: CharSet) -> str:
    for char in _WANTED:
        if ord(char) in chars:
            return char
    low = chars.ranges[0][0] if chars.ranges else ord("?")
    return chr(low) if low <= LAST else "?"
