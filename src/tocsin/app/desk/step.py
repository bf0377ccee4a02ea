"""What the one big button is made of, and how an escalation is looked at to find it (A3.1, A4.5, A5.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tocsin.app.desk.view import ClockLine, View
from tocsin.app.desk.wording import SILENT, Said
from tocsin.core.ladders.advance import Planned
from tocsin.core.ladders.state import Climb
from tocsin.core.lifecycle.gates import Condition
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State

COMMS, SME, COMMANDER, OWNER = "comms_lead", "sme_lead", "incident_commander", "owner"
TOLD = ("response", "update")
"""Clocks that a word to the customer answers."""


@dataclass(frozen=True)
class Step:
    """One thing to do now. `form` names the part of the page that does it, `about` what it is about.

    `kind` `rest`: nothing for this person; `whose` then says who has what is due at `due` (aware UTC).
    """

    kind: str
    label: Said
    why: Said = SILENT
    due: datetime | None = None
    form: str = ""
    about: str = ""
    late: bool = False
    whose: tuple[str, ...] = ()


@dataclass(frozen=True)
class Look:
    """An escalation as one person sees it; `person` is their contact id, or a name the policy has not."""

    view: View
    rules: Rules
    person: str

    @property
    def state(self) -> State:
        """The escalation."""
        return self.view.state

    @property
    def is_contact(self) -> bool:
        """Whether the policy knows this person: only then can they answer a page or take a seat."""
        return self.person in self.rules.policy.contacts

    @cached_property
    def seats(self) -> tuple[str, ...]:
        """The roles that this person holds here."""
        return tuple(role for role, person in self.state.seats.items() if person == self.person)

    @property
    def speaks(self) -> bool:
        """Whether this person writes to the customer: owner or comms lead; before there is one, support."""
        if self.state.owner:
            return bool({OWNER, COMMS} & set(self.seats))
        return self.person in self.rules.able(OWNER) or self.person == self.state.ticket.reporter

    @cached_property
    def unanswered(self) -> tuple[Climb, ...]:
        """Ladders that nobody has answered, those that are spent first."""
        found = [c for c in self.state.paging.climbs.values() if c.state in ("spent", "climbing")]
        return tuple(sorted(found, key=lambda climb: climb.state != "spent"))

    @property
    def paged(self) -> tuple[Climb, ...]:
        """Unanswered ladders on which this person is, or was, paged."""
        calling = self.state.paging.calling(self.person)
        return tuple(climb for climb in self.unanswered if climb.id in calling)

    def clock(self, *names: str) -> ClockLine | None:
        """Of these clocks the one that nobody has answered and that is due first."""
        found = [c for c in self.running if c.name in names]
        return min(found, key=lambda clock: clock.due_at or self.view.now, default=None)

    @property
    def running(self) -> Iterator[ClockLine]:
        """Clocks that are not answered yet and have a due time."""
        wanted = ("running", "breached")
        return (c for c in self.view.clocks if c.status in wanted and c.due_at is not None)

    @property
    def missing(self) -> tuple[Condition, ...]:
        """What the next gate still asks for."""
        return tuple(c for c in self.view.conditions if not c.met and not c.optional)

    def next_page(self, climb: str = "") -> Planned | None:
        """Who is paged next by a person's name, on one ladder or on any."""
        pages = (p for p in self.view.pages if p.person and p.person != self.person)
        return next((page for page in pages if climb in ("", page.climb)), None)

    def name(self, person: str) -> str:
        """What a person is called."""
        return self.view.name(person)

    def is_late(self, clock: ClockLine | None) -> bool:
        """Whether a clock ran out."""
        return clock is not None and clock.status == "breached"
