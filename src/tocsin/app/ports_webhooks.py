"""Webhooks as the courier sees them: who wants to hear what, and parcels that are leased, sent and marked.

A parcel is leased, and the attempt written down and committed, before it is sent. A courier that dies
between send and mark leaves a lease that runs out: the parcel is sent again, under the same id.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tocsin.app.ports_feed import Fed


@dataclass(frozen=True)
class Listener:
    """A receiver that is switched on. `kinds` empty: every kind. `cursor`: the feed is read up to here."""

    id: int
    kinds: frozenset[str]
    cursor: int


@dataclass(frozen=True)
class Parcel:
    """What is sent now, nobody else's until its lease ends. `attempt` counts from 1. `secret` is sealed."""

    id: int
    webhook: int
    url: str
    secret: str
    position: int
    kind: str
    body: bytes
    attempt: int


@dataclass(frozen=True)
class Packed:
    """An event as it is posted, the same bytes each time."""

    fed: Fed
    body: bytes


@dataclass(frozen=True)
class Marked:
    """What became of an attempt: `delivered`, `refused` or `unknown` (it may have been received).

    `next_at` None ends it for good. `off` switches the receiver off, with why.
    """

    parcel: Parcel
    at: datetime
    outcome: str
    detail: str
    took: timedelta
    next_at: datetime | None = None
    off: str = ""


class Post(Protocol):
    """The courier's side of the store."""

    def is_there(self) -> bool:
        """Whether this database has webhooks at all: an older schema has none."""

    def listeners(self) -> Sequence[Listener]:
        """The receivers that are switched on."""

    def spread(self, listener: Listener, until: int, packed: Sequence[Packed], now: datetime) -> bool:
        """Keeps parcels for a receiver and moves its cursor, as one; False when another was quicker."""

    def claim(
        self, now: datetime, holder: str, lease: timedelta, limit: int, busy: Callable[[int], bool]
    ) -> Sequence[Parcel]:
        """Leases parcels that are due, the oldest first, none of receivers that are `busy`; commits first."""

    def mark(self, marked: Marked, holder: str) -> bool:
        """Writes down what became of an attempt; False when the lease had been lost and taken by another."""

    def failing_since(self, webhook: int) -> datetime | None:
        """Since when a receiver has taken nothing."""

    def close(self) -> None:
        """Lets this thread's connection go."""

    def tidy(self, before: datetime) -> int:
        """Forgets parcels that were done with before an instant, and what the API kept; returns how many."""
