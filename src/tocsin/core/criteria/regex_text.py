"""Writes a parsed pattern out for an SQL engine, with every class and place spelled out alike."""

from tocsin.core.criteria.charset import LAST, CharSet, inverted
from tocsin.core.criteria.regex import Assertion, Chars, Either, Pattern, Repeat, Sequence, parse_pattern

_SPECIAL = frozenset("\\.^$|?*+()[]{}-")
_WORD_CLASS = "[0-9A-Z_a-z]"
_BOUNDARY = (
    f"(?:(?<={_WORD_CLASS})(?!{_WORD_CLASS})|(?<!{_WORD_CLASS})(?={_WORD_CLASS}))"  # of ASCII words only
)
_PLACES = {
    "re2": {"^": "\\A", "$": "\\z", "b": "\\b"},
    "java": {"^": "\\A", "$": "\\z", "b": _BOUNDARY},
    "posix": {"^": "\\A", "$": "\\Z", "b": _BOUNDARY},
    "snowflake": {"^": "^", "$": "$", "b": "\\b"},
}


def pattern_text(pattern: str, flavour: str) -> str:
    """The pattern for `re2` (DuckDB, BigQuery), `java` (Spark), `posix` (PostgreSQL) or `snowflake`."""
    return _text(parse_pattern(pattern), _PLACES[flavour])


def _text(pattern: Pattern, places: dict[str, str]) -> str:
    if isinstance(pattern, Chars):
        return _chars(pattern.of)
    if isinstance(pattern, Assertion):
        return places[pattern.word]
    if isinstance(pattern, Sequence):
        return "".join(_grouped(part, places, (Either,)) for part in pattern.parts)
    if isinstance(pattern, Either):
        return "|".join(_text(part, places) for part in pattern.parts)
    body = _grouped(pattern.body, places, (Either, Sequence, Repeat))
    return f"{body}{_counts(pattern)}"


def _grouped(pattern: Pattern, places: dict[str, str], kinds: tuple[type, ...]) -> str:
    inner = _text(pattern, places)
    return f"(?:{inner})" if isinstance(pattern, kinds) else inner


def _counts(pattern: Repeat) -> str:
    if pattern.high is None:
        return {0: "*", 1: "+"}.get(pattern.low, f"{{{pattern.low},}}")
    return "?" if (pattern.low, pattern.high) == (0, 1) else f"{{{pattern.low},{pattern.high}}}"


def _chars(chars: CharSet) -> str:
    if len(chars.ranges) == 1 and chars.ranges[0][0] == chars.ranges[0][1]:
        return _char(chars.ranges[0][0])
    if chars.ranges and chars.ranges[-1][1] == LAST:
        return _listed("[^", inverted(chars))
    return _listed("[", chars)


def _listed(opening: str, chars: CharSet) -> str:
    if not chars.ranges:
        return "[\\s\\S]" if opening == "[^" else "[^\\s\\S]"
    ranges = (_char(a) if a == b else f"{_char(a)}-{_char(b)}" for a, b in chars.ranges)
    return f"{opening}{''.join(ranges)}]"


def _char(code: int) -> str:
    char = chr(code)
    controls = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\f": "\\f"}
    return controls.get(char) or (f"\\{char}" if char in _SPECIAL else char)
