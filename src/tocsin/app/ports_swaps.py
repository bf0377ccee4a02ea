"""Requests to swap shifts: asked once, decided once, never edited (A4.2)."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tocsin.app.ports import Json, Outgoing


@dataclass(frozen=True)
class KeptSwap:
    """A request as kept. `data` and `outcome` are plain JSON, instants in them ISO 8601 UTC.

    `decision` is `accepted`, `refused` or `withdrawn`; "" while nobody has decided it.
    """

    id: int
    at: datetime
    actor: str
    data: Json
    decision: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    outcome: Json | None = None


class SwapRequests(Protocol):
    """The requests of one desk."""

    def add_swap(self, at: datetime, actor: str, data: Json, ends: datetime) -> KeptSwap:
        """Keeps a request and gives it its number; `ends` is when its last shift is over."""

    def decide_swap(self, number: int, at: datetime, actor: str, decision: str, outcome: Json) -> bool:
        """Keeps what was decided; False when there is no such request, or it was decided before."""

    def swap(self, number: int) -> KeptSwap | None:
        """One request, or None."""

    def swaps(self, since: datetime) -> Sequence[KeptSwap]:
        """The requests whose last shift ends at `since` or later, in the order they were made."""

    def tell(self, at: datetime, messages: Sequence[Outgoing]) -> None:
        """Puts messages into the outbox; one that is there already, by its id, stays as it is."""

    def deciding(self) -> AbstractContextManager[None]:
        """A transaction in which nobody else decides a request or changes the roster."""
