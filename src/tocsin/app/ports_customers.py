"""Customers, as the store knows them by their escalations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Customer:
    """A name with how many escalations it has, how many of them are open, and when the last was reported."""

    name: str
    count: int
    open: int
    last: datetime


@dataclass(frozen=True)
class Said:
    """What was last said about a customer's staying: lost since an instant, or kept (None)."""

    lost_at: datetime | None
    at: datetime
    actor: str
    note: str


class CustomerStore(Protocol):
    """Questions about customers, each with an index."""

    def customers(self, text: str, limit: int) -> Sequence[Customer]:
        """Customers whose name holds these letters; for "" those with something open, then the latest."""

    def said_of(self, customer: str) -> Said | None:
        """What was last said about a customer's staying; None when nobody said anything."""

    def reported_by(self, customer: str, since: datetime, limit: int) -> Sequence[tuple[str, datetime, str]]:
        """A customer's escalations since an instant, oldest first: number, when, and as JSON the facts on
        which duplicates agree."""
