"""What happened, on all escalations, in one order that is never read past (design §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Fed:
    """An event as the feed tells it. `position` is its place in the order over all escalations."""

    position: int
    stream: str
    version: int
    at: datetime
    kind: str
    actor: str


class Feed(Protocol):
    """Events in the order of their positions. What was not told yet never stands before what was."""

    def feed(self, after: int, limit: int = 500) -> Sequence[Fed]:
        """The events behind a position, at most `limit`. Ask again behind the last: nothing is left out."""

    def feed_end(self) -> int:
        """The position up to which everything is told: begin here to hear only what happens from now on."""
