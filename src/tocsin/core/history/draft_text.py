"""Texts inside YAML that we write ourselves."""

import re

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_ ./-]*[A-Za-z0-9_/-]|[A-Za-z_]")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "~"}
_BREAKS = dict.fromkeys([*range(32), *range(127, 160), 0x2028, 0x2029, 0xFEFF], " ")


def one_line(text: str) -> str:
    """A line that stays one: what an export says in a comment never becomes a line of the mapping."""
    return text.translate(_BREAKS)


def quoted(text: str) -> str:
    """The text as a YAML scalar: bare where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and " #" not in text:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if ord(char) in _BREAKS:
        return f"\\u{ord(char):04x}"
    return "\\" + char if char in '"\\' else char
