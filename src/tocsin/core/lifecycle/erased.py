"""The event by which the chain vouches for what was taken out of earlier ones."""

from dataclasses import dataclass
from typing import ClassVar

from tocsin.core.lifecycle.event import Event


@dataclass(frozen=True)
class Erased(Event):
    """Personal data was taken out of earlier events of this escalation.

    `digests`: the version of each, to the hex SHA-256 of the data that stands there since. Its own hash no
    longer fits what it says; this event, which the chain does hold, says what must stand there instead.
    """

    kind: ClassVar[str] = "erased"
    why: str
    digests: dict[str, str]
