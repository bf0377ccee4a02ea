"""Run-time contact methods and notification rules of people, as the store keeps them (A4.5, B6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tocsin.app.ports import Json


@dataclass(frozen=True)
class KeptReach:
    """One person's own; `data` as `app/reach.py` writes it. `actor`: who changed it last, and when."""

    person: str
    data: Json
    at: datetime
    actor: str


class ReachStore(Protocol):
    """What people verified and chose for themselves. It holds under every policy."""

    def keep_reach(self, person: str, data: Json, at: datetime, actor: str) -> None:
        """Keeps what a person verified and chose, over what was there."""

    def forget_reach(self, person: str) -> None:
        """The policy's contact alone holds again."""

    def reaches(self) -> Sequence[KeptReach]:
        """Everybody's, in the order of their ids."""
