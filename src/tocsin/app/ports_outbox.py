"""The outbox as the worker sees it: leases before sends, outcomes after, and a ledger of both (design §5).

A message is leased, and the attempt written to the ledger and committed, before it is sent. A worker
that dies between send and mark leaves a lease that runs out: the message comes back as `ambiguous`,
and the ledger shows the attempt whose outcome nobody knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from tocsin.app.ports import Outgoing


class Step(StrEnum):
    """What happened to a page or message, in the order in which it usually does."""

    PLANNED = "planned"
    ATTEMPTED = "attempted"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """One line of the ledger: it is added to, never changed. `attempt` counts from 1, 0 where it is none.

    `outgoing` is the outbox row, empty for what concerns the page as a whole (an acknowledgement).
    """

    stream: str
    page: str
    outgoing: str
    at: datetime
    step: Step
    person: str = ""
    channel: str = ""
    attempt: int = 0
    detail: str = ""
    holder: str = ""


@dataclass(frozen=True)
class Lease:
    """A message to send now, nobody else's until `until`. `attempt` counts from 1.

    `ambiguous`: an earlier attempt may have been received, for its outcome was never written down.
    """

    outgoing: Outgoing
    attempt: int
    until: datetime
    ambiguous: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one lease. `step` is `accepted`, `failed` or `unknown` (it may have been received).

    `retry_at` None ends the message for good; else it comes back then, `ambiguous` after `unknown`.
    `instead` is put into the outbox in the same transaction (another channel).
    """

    id: str
    at: datetime
    step: Step
    detail: str = ""
    retry_at: datetime | None = None
    instead: tuple[Outgoing, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """A message that is not sent yet, for people and for the auditor."""

    outgoing: Outgoing
    attempts: int
    ready_at: datetime
    """When it is tried next, or when its lease runs out."""
    leased_by: str = ""
    error: str = ""


class Outbox(Protocol):
    """Messages on their way out of one desk."""

    def claim_outgoing(
        self, now: datetime, holder: str, limit: int, lease: timedelta, channels: Sequence[str] = ()
    ) -> Sequence[Lease]:
        """Leases messages that are ready, urgent ones first, and commits the attempts before it returns.

        `channels`: only these; empty means all.
        """

    def settle(self, holder: str, outcomes: Sequence[Outcome]) -> None:
        """Writes down what became of leases. A lease lost meanwhile still has its line in the ledger."""

    def record(self, lines: Sequence[Line]) -> None:
        """Adds to the ledger: what a provider or a person says about a page later."""

    def ledger(self, stream: str) -> Sequence[Line]:
        """Everything that happened to an escalation's pages and messages, oldest first."""

    def waiting(self, before: datetime, limit: int = 100) -> Sequence[Waiting]:
        """Messages that should have been sent before an instant and are not, oldest first."""
