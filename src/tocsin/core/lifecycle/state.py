"""The state of one escalation: what its events add up to, and all that a decision needs (design §4)."""

from dataclasses import dataclass, field
from datetime import datetime

from tocsin.core.ladders.state import Paging
from tocsin.core.lifecycle.parts import (
    Breach,
    Facts,
    Judgement,
    Links,
    Offer,
    Rating,
    Stretch,
    Ticket,
    Times,
)
from tocsin.core.lifecycle.table import ESCALATED, RESOLVED, STABILISED, Status

ASKED = " "
"""Climbs that people asked for by name hold a space: `person anna`, `ladder legal`."""


@dataclass(frozen=True, slots=True)
class State:
    """One escalation after so many events (`version`), under the policy of this hash.

    `marks`: what was told about each clock's present run, so that nothing is told twice.
    `asked`: how often people were asked to acknowledge; `alone`: how often it was unlinked.
    `confirmed`: lines of gates (`stabilised.held`) to who gave their word.
    """

    id: str
    version: int = 0
    status: Status = Status.NEW
    policy: str = ""
    ticket: Ticket = field(default_factory=lambda: Ticket(""))
    facts: Facts = field(default_factory=dict)
    severity: str = ""
    level: int = 0
    stopped: bool = False
    judged: Judgement = field(default_factory=Judgement)
    times: Times = field(default_factory=Times)
    ratings: tuple[Rating, ...] = ()
    owner: str = ""
    seats: dict[str, str] = field(default_factory=dict)
    offer: Offer | None = None
    waits: tuple[Stretch, ...] = ()
    paging: Paging = field(default_factory=Paging)
    marks: tuple[str, ...] = ()
    breaches: tuple[Breach, ...] = ()
    updates: int = 0
    next_update: datetime | None = None
    links: Links = field(default_factory=Links)
    confirmed: dict[str, str] = field(default_factory=dict)
    offers: int = 0
    reopenings: int = 0
    asked: int = 0
    alone: int = 0

    @property
    def is_escalation(self) -> bool:
        """True from opening to closing: exactly one person is accountable (A3.1)."""
        return self.status in ESCALATED

    @property
    def rests(self) -> bool:
        """True while time alone gets nobody paged: the impact has stopped, or another one stands for it.

        None stands for a ticket of danger: whoever works on the other may not know of it (A2.3).
        """
        behind = bool(self.links.original) and not self.judged.stop
        return behind or self.status in (STABILISED, RESOLVED)

    @property
    def segment(self) -> str:
        """The customer's segment, empty while nobody knows."""
        return str(self.facts.get("segment", ""))

    @property
    def is_waiting(self) -> bool:
        """True while we wait on the customer."""
        return bool(self.waits) and self.waits[-1].end is None
