"""What taking personal data away needs of the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tocsin.app.ports import Change, Json


@dataclass(frozen=True)
class Redaction:
    """One escalation: what its events say from now on, by version, and the change that vouches for it.

    `whole`: it is the customer's own, so its messages and answers go too; else only what another
    customer's escalation said about it.
    """

    change: Change
    data: Mapping[int, Json]
    whole: bool = True


@dataclass(frozen=True)
class Gone:
    """What was taken away."""

    events: int = 0
    messages: int = 0
    files: int = 0


@dataclass(frozen=True)
class Held:
    """An escalation of a customer: its status, and when it was closed (None: it is not)."""

    stream: str
    title: str
    status: str
    closed_at: datetime | None
    reported_at: datetime


class Erasures(Protocol):
    """The one way in which what was recorded is changed."""

    def escalations_of(self, customer: str) -> Sequence[Held]:
        """Every escalation of a customer of exactly this name, oldest first."""

    def mentioning(self, streams: Sequence[str]) -> Sequence[str]:
        """Other escalations to which one of these was suggested as a duplicate."""

    def closed_before(self, before: datetime, limit: int) -> Sequence[str]:
        """Escalations closed before an instant that were not erased since their last event, oldest first."""

    def nothing_to_erase(self, streams: Sequence[str], at: datetime, actor: str) -> None:
        """These were looked at, and held nothing personal: `closed_before` need not name them again."""

    def messages_of(self, streams: Sequence[str]) -> int:
        """How many messages about these escalations hold words."""

    def erase(self, redactions: Sequence[Redaction], customer: str = "", instead: str = "") -> Gone:
        """All of it in one transaction, or nothing. Raises Conflict when one moved on.

        Unsent messages of the escalations are cancelled. `customer`: what is kept about them by name is
        kept under `instead` from now on.
        """
