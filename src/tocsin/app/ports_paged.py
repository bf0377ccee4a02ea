"""Who was paged, over all escalations: for the health of being on call (A13.2)."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol


class Paged(NamedTuple):
    """One page to one person, when it was ordered (aware UTC); by how many ways it went does not count."""

    person: str
    at: datetime


class Pages(Protocol):
    """The pages of one desk."""

    def paged(self, since: datetime) -> Sequence[Paged]:
        """The pages ordered at `since` or later, in order of time."""
