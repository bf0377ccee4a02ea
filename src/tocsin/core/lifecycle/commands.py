"""Everything that can be asked of an escalation. `kind` is the command's name in the table (design §4)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from tocsin.core.criteria.vocabulary import Encoded
from tocsin.core.lifecycle.parts import Attachment, Mark, Suggestion, Ticket


@dataclass(frozen=True)
class Command:
    """A wish; `decide` says what comes of it, or refuses."""

    kind: ClassVar[str] = ""


@dataclass(frozen=True)
class Report(Command):
    """A ticket arrives, with its facts (encoded, see criteria)."""

    kind: ClassVar[str] = "report"
    ticket: Ticket
    facts: dict[str, Encoded] = field(default_factory=dict)


@dataclass(frozen=True)
class TriageIt(Command):
    """Rate it by the criteria. Facts in `unknown` were asked for, and nobody knows (A2.1-A2.6)."""

    kind: ClassVar[str] = "triage"
    facts: dict[str, Encoded] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Return(Command):
    """Send it back with what is missing; it stays and keeps its place (A2.6)."""

    kind: ClassVar[str] = "return"
    missing: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Open(Command):
    """Escalate on a person's own judgement, with the reason (A2.5)."""

    kind: ClassVar[str] = "open"
    reason: str
    level: int = 1
    owner: str = ""


@dataclass(frozen=True)
class RecordFacts(Command):
    """What was learnt since; criteria are asked again."""

    kind: ClassVar[str] = "record_facts"
    facts: dict[str, Encoded]


@dataclass(frozen=True)
class Raise(Command):
    """A higher level or a worse severity, with the reason."""

    kind: ClassVar[str] = "raise"
    reason: str
    level: int | None = None
    severity: str | None = None


@dataclass(frozen=True)
class Lower(Command):
    """A lower level or a lesser severity, with the reason."""

    kind: ClassVar[str] = "lower"
    reason: str
    level: int | None = None
    severity: str | None = None


@dataclass(frozen=True)
class Page(Command):
    """Page somebody now: `rotation ID`, `person ID`, `team ID`, `role ID` or `ladder ID`."""

    kind: ClassVar[str] = "page"
    target: str
    reason: str


@dataclass(frozen=True)
class Acknowledge(Command):
    """I have it. Without a climb: every ladder on which this person was paged."""

    kind: ClassVar[str] = "acknowledge"
    climb: str = ""


@dataclass(frozen=True)
class Decline(Command):
    """I cannot act: the next rung is paged at once."""

    kind: ClassVar[str] = "decline"
    reason: str
    climb: str = ""


@dataclass(frozen=True)
class PageFailed(Command):
    """A page could not be delivered and never will be by that method."""

    kind: ClassVar[str] = "page_failed"
    page: str
    detail: str


@dataclass(frozen=True)
class Assign(Command):
    """Offer the ownership; until it is accepted the old owner stays (A3.1)."""

    kind: ClassVar[str] = "assign"
    person: str
    note: str = ""


@dataclass(frozen=True)
class Accept(Command):
    """Take the ownership that was offered (A3.1)."""

    kind: ClassVar[str] = "accept"


@dataclass(frozen=True)
class Refuse(Command):
    """Decline the ownership that was offered, or withdraw one's own offer."""

    kind: ClassVar[str] = "refuse"
    reason: str


@dataclass(frozen=True)
class Fill(Command):
    """Seat a person in a role (A3.2-A3.5)."""

    kind: ClassVar[str] = "fill"
    role: str
    person: str


@dataclass(frozen=True)
class Leave(Command):
    """Leave a seat; the owner's and, from level 3, the commander's need a successor."""

    kind: ClassVar[str] = "leave"
    role: str
    reason: str = ""


@dataclass(frozen=True)
class EngageSme(Command):
    """An expert works on it now (A3.2, A10.2)."""

    kind: ClassVar[str] = "engage_sme"
    person: str


@dataclass(frozen=True)
class Suggest(Command):
    """What it may be a duplicate of, with scores and why (A2.4)."""

    kind: ClassVar[str] = "suggest"
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True)
class Link(Command):
    """This is a duplicate of another one, which is the one that is worked on (A2.4)."""

    kind: ClassVar[str] = "link"
    original: str
    why: str
    score: float | None = None


@dataclass(frozen=True)
class Unlink(Command):
    """It is no duplicate after all."""

    kind: ClassVar[str] = "unlink"
    why: str


@dataclass(frozen=True)
class Join(Command):
    """The other side of `Link`, given to the original by the desk."""

    kind: ClassVar[str] = "join"
    duplicate: str
    customer: str
    why: str


@dataclass(frozen=True)
class Part(Command):
    """The other side of `Unlink`."""

    kind: ClassVar[str] = "part"
    duplicate: str
    why: str


@dataclass(frozen=True)
class Wait(Command):
    """We wait for the customer: the clocks that the policy names stand still."""

    kind: ClassVar[str] = "wait"
    reason: str


@dataclass(frozen=True)
class Resume(Command):
    """The customer answered, or we go on without."""

    kind: ClassVar[str] = "resume"
    reason: str = ""


@dataclass(frozen=True)
class RecordFinding(Command):
    """What was found out; `cause` when it is the root cause."""

    kind: ClassVar[str] = "finding"
    text: str
    cause: bool = False


@dataclass(frozen=True)
class RecordMitigation(Command):
    """What was done to stop the impact."""

    kind: ClassVar[str] = "mitigation"
    text: str


@dataclass(frozen=True)
class RecordWorkaround(Command):
    """A way around it; `accepted` when the customer takes it."""

    kind: ClassVar[str] = "workaround"
    text: str
    accepted: bool = False


@dataclass(frozen=True)
class SendUpdate(Command):
    """The customer hears from us (A5.2, A5.3). `next_at`: when they hear next, at the latest."""

    kind: ClassVar[str] = "update"
    text: str
    next_at: datetime | None = None
    via: str = ""


@dataclass(frozen=True)
class Confirm(Command):
    """A person's word that lines of a gate are met: `stabilised.held`."""

    kind: ClassVar[str] = "confirm"
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Tick(Command):
    """A line of the checklist or of a runbook (`checklist.ID`, `runbook.ROLE.PHASE.ID`) (A11, B8)."""

    kind: ClassVar[str] = "tick"
    line: str
    mark: Mark = "done"


@dataclass(frozen=True)
class Stabilise(Command):
    """The impact has stopped (A7.1). `with_original`: that of the incident it belongs to has."""

    kind: ClassVar[str] = "stabilise"
    note: str = ""
    confirm: tuple[str, ...] = ()
    with_original: str = ""


@dataclass(frozen=True)
class Verify(Command):
    """The customer confirms, in their own words (A7.2)."""

    kind: ClassVar[str] = "verify"
    words: str


@dataclass(frozen=True)
class Resolve(Command):
    """The cause is removed and the customer has confirmed (A7.1)."""

    kind: ClassVar[str] = "resolve"
    note: str = ""
    confirm: tuple[str, ...] = ()
    with_original: str = ""


@dataclass(frozen=True)
class Reopen(Command):
    """It is back: the owner stays, clocks run again. `with_original`: the incident it belongs to is back."""

    kind: ClassVar[str] = "reopen"
    reason: str
    with_original: str = ""


@dataclass(frozen=True)
class Close(Command):
    """The end, with the closing note (A7.3, A7.4). `with_original`: the incident it belonged to closed."""

    kind: ClassVar[str] = "close"
    note: str
    confirm: tuple[str, ...] = ()
    with_original: str = ""


@dataclass(frozen=True)
class Note(Command):
    """Something worth writing down."""

    kind: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True)
class Attach(Command):
    """A file, by where it lies and what it is."""

    kind: ClassVar[str] = "attach"
    attachment: Attachment


@dataclass(frozen=True)
class MovePolicy(Command):
    """From now on under another policy (design §1): the hash of the new one."""

    kind: ClassVar[str] = "move_policy"
    policy: str
    reason: str


@dataclass(frozen=True)
class Due(Command):
    """Time has passed: whatever fell due is done."""

    kind: ClassVar[str] = "due"
