"""What the state of an escalation is made of. Plain values, so that a snapshot is quick to write and read."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from tocsin.core.criteria.vocabulary import Encoded


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the customer raised. `reference` is its number in the help desk, if it has one."""

    title: str
    text: str = ""
    customer: str = ""
    channel: str = ""
    reporter: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """A criterion that held: what it decided, its words, and the facts that made it true."""

    criterion: str
    decides: str
    text: str
    because: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """A criterion that could not be decided, and the facts to ask for."""

    criterion: str
    decides: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joining:
    """A team that is brought in besides the route's own (A4.4)."""

    team: str
    page: bool
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The last answer of the criteria. `held` are those that hold; `ahead` when time alone changes it."""

    severity: str = ""
    level: int = 0
    stop: bool = False
    held: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    route: str = ""
    team: str = ""
    ladder: str = ""
    joining: tuple[Joining, ...] = ()
    ahead: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """Severity, level and segment from an instant on: the history of why due times moved (B4).

    `moved`: from here on it is under another policy.
    """

    at: datetime
    severity: str
    level: int
    segment: str
    why: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """When what happened first or last; None: not yet. All aware UTC."""

    reported: datetime | None = None
    triaged: datetime | None = None
    opened: datetime | None = None
    acknowledged: datetime | None = None
    responded: datetime | None = None
    updated: datetime | None = None
    sme_wanted: datetime | None = None
    sme_engaged: datetime | None = None
    acknowledge_wanted: datetime | None = None
    linked: datetime | None = None
    mitigated: datetime | None = None
    worked_around: datetime | None = None
    cause: datetime | None = None
    noted: datetime | None = None
    attached: datetime | None = None
    stabilised: datetime | None = None
    verified: datetime | None = None
    resolved: datetime | None = None
    reopened: datetime | None = None
    closed: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of waiting; `end` None while it lasts. `paused` are the clocks that stood still in it."""

    start: datetime
    end: datetime | None = None
    paused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """An ownership offered, not accepted yet (A3.1)."""

    to: str
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """A clock that ran out: final, even if what was due came later. `count` numbers repeated clocks."""

    clock: str
    count: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a ticket may be a duplicate of: score 0 to 1, and why (A2.4)."""

    stream: str
    score: float
    why: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """The one it is a duplicate of, or its own duplicates; `grown` is the last growth that paged again."""

    original: str = ""
    duplicates: tuple[str, ...] = ()
    suggested: tuple[Suggestion, ...] = ()
    grown: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file by its name, where it lies, its size in bytes and its SHA-256."""

    name: str
    place: str = ""
    size: int = 0
    digest: str = ""


Mark = Literal["done", "not needed", "open"]
"""What somebody says of a line that people tick; `open` takes an earlier word back."""

Facts = dict[str, Encoded]
