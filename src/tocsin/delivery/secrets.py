"""Keeps passwords and keys out of what is logged and kept."""

import re
from collections.abc import Iterable

LONGEST = 200
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def said(text: str | bytes, secrets: Iterable[str] = ()) -> str:
    """What a server said, for the ledger: one short line, every known secret blacked out."""
    line = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    line = " ".join(_BREAKS.sub(" ", line).split())
    for secret in sorted((s for s in secrets if s), key=len, reverse=True):
        line = line.replace(secret, "***")
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
