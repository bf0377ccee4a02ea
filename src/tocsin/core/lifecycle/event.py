"""What every event of an escalation has in common."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Event:
    """Something that happened. Who and when stand beside it in the log."""

    kind: ClassVar[str] = ""
