"""Texts inside YAML that we write ourselves."""

import re

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_ ./-]*[A-Za-z0-9_/-]|[A-Za-z_]")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "~"}


def quoted(text: str) -> str:
    """The text as a YAML scalar: bare where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and " #" not in text:
        return text
    shown = "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or 126 < ord(c) < 160 else c for c in text)
    return '"' + shown.replace("\\", "\\\\").replace("\\\\u00", "\\u00").replace('"', '\\"') + '"'
