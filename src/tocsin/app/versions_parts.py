"""What a version of the policy is made of: who proposed it, who signs, what still stands in its way (B11)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.app.check import Report
from tocsin.core.model.finding import Finding
from tocsin.core.triage.cases import Outcome


class Stand(StrEnum):
    """How a version stands."""

    PROPOSED = "proposed"
    READY = "ready"
    ACTIVE = "active"
    EARLIER = "earlier"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Person:
    """Who acts: an account. `emails` are those that it has proved to be its own, in small letters."""

    account: str
    name: str
    role: str
    emails: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Signature:
    """A signature: who, when, under which title, and the words agreed to. It is worth only for `policy`."""

    policy: str
    seat: str
    title: str
    account: str
    name: str
    at: datetime
    words: str
    by: str
    """Why this account may sign: `e-mail`, `assigned by ANNA`, `approver`."""


@dataclass(frozen=True)
class Seat:
    """A line to sign (B11). `holder` is the account that an administrator gave it to, with who did."""

    id: str
    title: str
    name: str = ""
    email: str = ""
    holder: str = ""
    given_by: str = ""
    signature: Signature | None = None
    anyone: bool = False
    """A policy that names no signatory: an approver or administrator who did not propose it signs."""


@dataclass(frozen=True)
class Missing:
    """One thing that stands in the way of activation, and who can do what about it."""

    rule: str
    text: str
    help: str


@dataclass(frozen=True)
class Checked:
    """A version's check and its own tests. `broken`: why the tests could not be run."""

    report: Report
    outcomes: tuple[Outcome, ...]
    broken: tuple[Finding, ...] = ()

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The tests that did not come out as they expect."""
        return tuple(outcome for outcome in self.outcomes if not outcome.passed)


@dataclass(frozen=True)
class Done:
    """A step as people read it: when, who, what."""

    at: datetime
    actor: str
    kind: str
    text: str


@dataclass(frozen=True)
class Version:
    """One version with everything that was done with it. Instants are aware UTC.

    `origin` is `command line` for a policy that the operator adopted: nobody signed it here.
    `proposed_at` None: it was adopted before such things were written down.
    """

    hash: str
    title: str
    number: str
    stand: Stand
    origin: str
    proposed_at: datetime | None
    account: str
    name: str
    note: str
    seats: tuple[Seat, ...] = ()
    activated_at: datetime | None = None
    activated_by: str = ""
    story: tuple[Done, ...] = ()
    open: int = 0
    """How many open escalations it governs, where that was counted."""
    whole: bool = True
    """False: its record was changed in the database, and nothing that it says counts."""
    proposers: frozenset[str] = frozenset()
    """The accounts that proposed it, or its files anew."""

    @property
    def short(self) -> str:
        """The first twelve characters of its hash, as they stand on every page."""
        return self.hash[:12]

    @property
    def signed(self) -> int:
        """How many have signed."""
        return sum(seat.signature is not None for seat in self.seats)

    @property
    def adopted(self) -> bool:
        """Whether the operator put it in force on the command line, without signatures."""
        return self.origin == COMMAND_LINE


COMMAND_LINE = "command line"
