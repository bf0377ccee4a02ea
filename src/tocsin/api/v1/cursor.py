"""Lists a page at a time: an opaque cursor says where the next page begins, and nothing is counted."""

from __future__ import annotations

import base64
import binascii

from tocsin.api.v1.problem import Trouble
from tocsin.core.model.finding import Finding, Position


def cursor(after: int | str) -> str:
    """A place in a list as callers see it."""
    return base64.urlsafe_b64encode(f"v1:{after}".encode()).decode().rstrip("=")


def place(text: str) -> str:
    """The place again. Raises Trouble for a text that is no cursor of ours."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        version, _, found = base64.b64decode(padded, altchars=b"-_", validate=True).decode().partition(":")
    except (binascii.Error, UnicodeError):
        version, found = "", ""
    if version != "v1" or not found:
        raise bad_cursor(text)
    return found


def number(text: str) -> int:
    """The number in a cursor. Raises Trouble."""
    found = place(text)
    if not (found.isascii() and found.isdigit() and len(found) < 19):
        raise bad_cursor(text)
    return int(found)


def bad_cursor(text: str) -> Trouble:
    """The cursor is none of ours."""
    said = f"`{text[:40]}` is no place in this list"
    found = Finding("cursor", said, Position.of("query after"), "take `next` of the page before, as it is")
    return Trouble("unusable", said, [found])
