"""How a message leaves the house: what a transport answers, and what it must never do (design §5)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from tocsin.app.ports import Outgoing


@dataclass(frozen=True)
class Accepted:
    """The other side took the message over. `detail` is what it calls it, for the ledger."""

    detail: str = ""


@dataclass(frozen=True)
class Refusal:
    """It certainly did not take the message. `permanent`: asking again cannot help.

    `retry_after` is the wait that the other side asked for, None when it did not say.
    """

    permanent: bool
    why: str
    retry_after: timedelta | None = None


@dataclass(frozen=True)
class Unknown:
    """The message was on its way when the answer got lost: it may have arrived, or not."""

    why: str


Sent = Accepted | Refusal | Unknown


class Transport(Protocol):
    """One way out. Called from several threads at once; its answers hold no password, key or address."""

    def send(self, outgoing: Outgoing) -> Sent:
        """Hands one message over, with `outgoing.id` as a mark by which a repeat is known. Raises nothing."""


class Ping(Protocol):
    """The outside dead-man switch: it alarms when it hears nothing."""

    def __call__(self) -> str:
        """Tells it that all is well. Returns "" or why it was not heard. Raises nothing."""
