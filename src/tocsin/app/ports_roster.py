"""Run-time changes of who is on call: overrides and swaps, added and taken back, never edited (A4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tocsin.app.ports import Json


@dataclass(frozen=True)
class RosterChange:
    """A change as kept. `kind` is `override` or `swap`; `data` is plain JSON, instants ISO 8601 UTC.

    `cancelled_at` None: it holds.
    """

    id: int
    at: datetime
    actor: str
    kind: str
    data: Json
    cancelled_at: datetime | None = None
    cancelled_by: str = ""


class RosterChanges(Protocol):
    """The changes of one desk. They hold under every policy."""

    def add_roster_change(self, at: datetime, actor: str, kind: str, data: Json) -> RosterChange:
        """Keeps a change and gives it its number."""

    def cancel_roster_change(self, number: int, at: datetime, actor: str) -> bool:
        """Takes a change back; False when there is none of that number, or it was taken back before."""

    def roster_changes(self, cancelled: bool = False) -> Sequence[RosterChange]:
        """The changes that hold, in the order they were made; with `cancelled` also those taken back."""
