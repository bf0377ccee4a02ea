"""What can happen to an escalation. Each event is a fact with its reasons; `kind` is its stored name."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from tocsin.core.lifecycle import erased, event
from tocsin.core.lifecycle.parts import Ask, Attachment, Facts, Judgement, Mark, Suggestion, Ticket, Why

Event = event.Event
"""What every event has in common."""
Erased = erased.Erased


@dataclass(frozen=True)
class Reported(Event):
    """A ticket arrived."""

    kind: ClassVar[str] = "reported"
    ticket: Ticket
    facts: Facts


@dataclass(frozen=True)
class FactsRecorded(Event):
    """Facts became known or changed."""

    kind: ClassVar[str] = "facts_recorded"
    facts: Facts


@dataclass(frozen=True)
class Judged(Event):
    """The criteria were asked: the answer with its reasons, and what could not be decided (A2.5)."""

    kind: ClassVar[str] = "judged"
    judgement: Judgement
    reasons: tuple[Why, ...]
    ask: tuple[Ask, ...] = ()


@dataclass(frozen=True)
class Returned(Event):
    """Sent back with what is missing; it keeps its place (A2.6)."""

    kind: ClassVar[str] = "returned"
    missing: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class KeptInTier(Event):
    """No criterion for a level held: support resolves it."""

    kind: ClassVar[str] = "kept_in_tier"
    why: str


@dataclass(frozen=True)
class Opened(Event):
    """It became an escalation, with an owner from this instant (A3.1)."""

    kind: ClassVar[str] = "opened"
    severity: str
    level: int
    owner: str
    owner_why: str
    why: str
    stop_the_line: bool = False


@dataclass(frozen=True)
class SeverityChanged(Event):
    """How bad it is, seen anew; `rule` is the criterion, empty when a person decided."""

    kind: ClassVar[str] = "severity_changed"
    before: str
    after: str
    why: str
    rule: str = ""


@dataclass(frozen=True)
class LevelChanged(Event):
    """Who must be involved, seen anew."""

    kind: ClassVar[str] = "level_changed"
    before: int
    after: int
    why: str
    rule: str = ""


@dataclass(frozen=True)
class Seated(Event):
    """A person took a role's seat (A3.7)."""

    kind: ClassVar[str] = "seated"
    role: str
    person: str
    why: str


@dataclass(frozen=True)
class Unseated(Event):
    """A seat is empty."""

    kind: ClassVar[str] = "unseated"
    role: str
    person: str
    why: str


@dataclass(frozen=True)
class HandOverOffered(Event):
    """The ownership is offered; the old owner stays (A3.1)."""

    kind: ClassVar[str] = "hand_over_offered"
    to: str
    note: str = ""


@dataclass(frozen=True)
class HandOverRefused(Event):
    """The offer was declined or withdrawn; the old owner stays."""

    kind: ClassVar[str] = "hand_over_refused"
    why: str


@dataclass(frozen=True)
class HandedOver(Event):
    """From one accountable owner to the next, at one instant (A3.1)."""

    kind: ClassVar[str] = "handed_over"
    before: str
    after: str


@dataclass(frozen=True)
class Acknowledged(Event):
    """A person has it."""

    kind: ClassVar[str] = "acknowledged"
    person: str
    climbs: tuple[str, ...]


@dataclass(frozen=True)
class Declined(Event):
    """A person cannot act; the next rung follows."""

    kind: ClassVar[str] = "declined"
    person: str
    climbs: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class SmeEngaged(Event):
    """An expert works on it."""

    kind: ClassVar[str] = "sme_engaged"
    person: str
    why: str


@dataclass(frozen=True)
class DuplicatesSuggested(Event):
    """What it may be a duplicate of; links are somebody's decision (A2.4)."""

    kind: ClassVar[str] = "duplicates_suggested"
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True)
class Linked(Event):
    """It is a duplicate of another one."""

    kind: ClassVar[str] = "linked"
    original: str
    why: str
    score: float | None = None


@dataclass(frozen=True)
class Unlinked(Event):
    """It is no duplicate after all."""

    kind: ClassVar[str] = "unlinked"
    original: str
    why: str


@dataclass(frozen=True)
class Joined(Event):
    """A duplicate was linked to this one."""

    kind: ClassVar[str] = "joined"
    duplicate: str
    customer: str
    why: str


@dataclass(frozen=True)
class Parted(Event):
    """A duplicate was unlinked from this one."""

    kind: ClassVar[str] = "parted"
    duplicate: str
    why: str


@dataclass(frozen=True)
class Grown(Event):
    """So many are linked now that people are paged again (A2.4)."""

    kind: ClassVar[str] = "grown"
    count: int


@dataclass(frozen=True)
class WaitingStarted(Event):
    """We wait for the customer; `paused` are the clocks that stand still."""

    kind: ClassVar[str] = "waiting_started"
    why: str
    paused: tuple[str, ...]


@dataclass(frozen=True)
class WaitingEnded(Event):
    """The clocks run again."""

    kind: ClassVar[str] = "waiting_ended"
    why: str


@dataclass(frozen=True)
class FindingRecorded(Event):
    """What was found out."""

    kind: ClassVar[str] = "finding_recorded"
    text: str
    cause: bool = False


@dataclass(frozen=True)
class MitigationRecorded(Event):
    """What was done to stop the impact."""

    kind: ClassVar[str] = "mitigation_recorded"
    text: str


@dataclass(frozen=True)
class WorkaroundRecorded(Event):
    """A way around it."""

    kind: ClassVar[str] = "workaround_recorded"
    text: str
    accepted: bool = False


@dataclass(frozen=True)
class UpdateSent(Event):
    """The customer heard from us (A5.2). `via` is the incident whose update it was, if not its own."""

    kind: ClassVar[str] = "update_sent"
    text: str
    next_at: datetime | None = None
    via: str = ""


@dataclass(frozen=True)
class LinesConfirmed(Event):
    """A person's word that lines of a gate are met."""

    kind: ClassVar[str] = "lines_confirmed"
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Ticked(Event):
    """A line that people tick, in the policy's words of then (A11, B8)."""

    kind: ClassVar[str] = "ticked"
    line: str
    text: str
    mark: Mark = "done"


@dataclass(frozen=True)
class Stabilised(Event):
    """The impact has stopped (A7.1)."""

    kind: ClassVar[str] = "stabilised"
    note: str = ""


@dataclass(frozen=True)
class Verified(Event):
    """The customer confirmed, in their own words (A7.2)."""

    kind: ClassVar[str] = "verified"
    words: str


@dataclass(frozen=True)
class Resolved(Event):
    """The cause is removed and verified (A7.1)."""

    kind: ClassVar[str] = "resolved"
    note: str = ""


@dataclass(frozen=True)
class Reopened(Event):
    """It is back."""

    kind: ClassVar[str] = "reopened"
    why: str
    owner: str
    level: int


@dataclass(frozen=True)
class Closed(Event):
    """The end (A7.4)."""

    kind: ClassVar[str] = "closed"
    note: str
    with_original: str = ""


@dataclass(frozen=True)
class Noted(Event):
    """Somebody wrote something down."""

    kind: ClassVar[str] = "noted"
    text: str


@dataclass(frozen=True)
class Attached(Event):
    """A file was added."""

    kind: ClassVar[str] = "attached"
    attachment: Attachment


@dataclass(frozen=True)
class ClockWarned(Event):
    """So much of a clock's target is used (`fraction`, 0 to 1)."""

    kind: ClassVar[str] = "clock_warned"
    clock: str
    count: int
    fraction: float
    due_at: datetime


@dataclass(frozen=True)
class ClockBreached(Event):
    """A clock ran out; that is final."""

    kind: ClassVar[str] = "clock_breached"
    clock: str
    count: int
    due_at: datetime


@dataclass(frozen=True)
class Reminded(Event):
    """Somebody was reminded that an update falls due."""

    kind: ClassVar[str] = "reminded"
    who: str
    count: int
    due_at: datetime


@dataclass(frozen=True)
class PolicyMoved(Event):
    """Under another policy from here on (design §1)."""

    kind: ClassVar[str] = "policy_moved"
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Undelivered(Event):
    """A page could not be delivered."""

    kind: ClassVar[str] = "undelivered"
    page: str
    detail: str
    people: tuple[str, ...] = field(default=())
