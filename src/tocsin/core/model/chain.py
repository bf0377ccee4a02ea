"""The hash chain of recorded events: canonical JSON, SHA-256, marks that name an edited field (design §5).

Each event says the hash of the one before it in its stream, so that an edit, a gap or another order
anywhere breaks every hash after it. Each event also stands in a *lane*, a second chain over all
streams in the order in which they were written: a stream that is taken away whole leaves a hole there.
"""

import json
from binascii import crc32
from hashlib import sha256
from typing import Any, NamedTuple

GENESIS = "0" * 64
"""What the first event of a stream, and the first of a lane, name as their predecessor."""

_MARK = 8
_SORTED = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_PLAIN = json.JSONEncoder(separators=(",", ":")).encode


class Link(NamedTuple):
    """An event as the chain reads it: `at` in microseconds since 1970 UTC, `data` as canonical JSON."""

    stream: str
    version: int
    at: int
    kind: str
    actor: str
    policy: str
    key: str
    data: str


FIELDS = Link._fields
"""The fields that have a mark of their own, in the order of the marks."""


def canonical(data: Any) -> str:
    """JSON with sorted keys, no spaces, ASCII only: one text for one value.

    Raises ValueError for what JSON cannot say exactly (not a number, infinity, other kinds of values).
    """
    try:
        return _SORTED(data)
    except TypeError as error:
        raise ValueError(f"an event's data must be plain JSON: {error}") from None


def link_hash(previous: str, link: Link) -> str:
    """The event's hash, hex: SHA-256 over the previous hash and everything the event says."""
    return sha256(_PLAIN((previous, *link)).encode()).hexdigest()


def lane_hash(previous: str, event: str) -> str:
    """The next hash of a lane, hex: SHA-256 over the lane's last hash and the event's own."""
    return sha256(f"{previous}{event}".encode()).hexdigest()


def marks(link: Link) -> str:
    """Eight hex digits per field of FIELDS: too weak to prove anything, enough to name what was edited."""
    return "".join([f"{crc32(str(value).encode()):08x}" for value in link])


def edited(link: Link, kept: str) -> tuple[str, ...]:
    """The fields whose mark is no longer the one that was kept; `marks` when these are spoilt themselves."""
    now = marks(link)
    if len(kept) != len(now):
        return ("marks",)
    pieces = [slice(place, place + _MARK) for place in range(0, len(now), _MARK)]
    return tuple(field for field, piece in zip(FIELDS, pieces, strict=True) if now[piece] != kept[piece])
