"""What happens in paging: events with plain fields, each with its reason; lateness is `at` less `due_at`."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Called:
    """A person whose turn came, through which target of the rung, and why it is they."""

    person: str
    target: str
    why: str = ""


@dataclass(frozen=True)
class LadderStarted:
    """A climb begins. `taken_by`: that person has it already, so nobody is paged; they stand at `rung`."""

    climb: str
    at: datetime
    ladder: str
    reason: str
    taken_by: str = ""
    rung: str = ""


@dataclass(frozen=True)
class RungReached:
    """People's turn came. `waits_until`: the next rung; `again_at`: the same people once more.

    `turn`: whose turn it is next on a rung that pages one at a time; -1 on any other.
    """

    climb: str
    at: datetime
    due_at: datetime
    rung: str
    round: int
    called: tuple[Called, ...]
    waits_until: datetime
    again_at: datetime | None = None
    each: bool = False
    turn: int = -1
    why: str = ""


@dataclass(frozen=True)
class RungRepeated:
    """The rung pages once more; whoever answers for it by now."""

    climb: str
    at: datetime
    due_at: datetime
    rung: str
    called: tuple[Called, ...]
    again_at: datetime | None = None
    turn: int = -1


@dataclass(frozen=True)
class RungPassed:
    """The rung paged nobody, and why: the next one is tried at once."""

    climb: str
    at: datetime
    due_at: datetime
    rung: str
    round: int
    why: str


@dataclass(frozen=True)
class RungAwaited:
    """The rung is tried at `opens_at`, when its hours begin; no rung named: all are, nobody was there."""

    climb: str
    at: datetime
    due_at: datetime
    rung: str
    round: int
    opens_at: datetime
    why: str


@dataclass(frozen=True)
class RungPostponed:
    """A person gave the present rung more time: the next one is due at `until`."""

    climb: str
    at: datetime
    until: datetime
    person: str
    reason: str = ""


@dataclass(frozen=True)
class PageOrdered:
    """One request to one person to answer. `covers`: the (cycle, rule) pairs it stands for."""

    page: str
    at: datetime
    due_at: datetime
    person: str
    method: str
    climbs: tuple[str, ...]
    rung: str
    covers: tuple[tuple[str, str], ...]
    finished: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class PageFailed:
    """The page is undelivered for good."""

    page: str
    at: datetime
    person: str
    method: str
    reason: str


@dataclass(frozen=True)
class LadderAcknowledged:
    """Somebody answered. `answered` are their pages; `withdrawn` those that others need not answer now."""

    climb: str
    at: datetime
    person: str
    answered: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True)
class LadderEscalated:
    """A person asked for the next rung now, acknowledged or not."""

    climb: str
    at: datetime
    person: str
    reason: str = ""


@dataclass(frozen=True)
class LadderRaised:
    """An answered or spent climb begins again; `person` is whoever had acknowledged it, and is paged too."""

    climb: str
    at: datetime
    due_at: datetime
    person: str
    why: str


@dataclass(frozen=True)
class LadderMoved:
    """The climb goes on with another ladder, from its first rung; what the old one had begun ends."""

    climb: str
    at: datetime
    ladder: str
    reason: str
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True)
class LadderSpent:
    """Nobody answered on any rung of any round. Methods that are still due are tried."""

    climb: str
    at: datetime
    due_at: datetime
    why: str


@dataclass(frozen=True)
class LadderStopped:
    """The climb is over: lowered, closed, or no longer needed."""

    climb: str
    at: datetime
    reason: str
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True)
class PagingHeld:
    """Maintenance: no rung is reached until it is released; what had begun goes on."""

    at: datetime
    reason: str


@dataclass(frozen=True)
class PagingReleased:
    """Rungs are reached again; those that came due meanwhile at once."""

    at: datetime


@dataclass(frozen=True)
class RulesChanged:
    """Other personal rules hold from now on: a moment already past is not made up for."""

    at: datetime


PagingEvent = (
    LadderStarted
    | RungReached
    | RungRepeated
    | RungPassed
    | RungAwaited
    | RungPostponed
    | PageOrdered
    | PageFailed
    | LadderAcknowledged
    | LadderEscalated
    | LadderRaised
    | LadderMoved
    | LadderSpent
    | LadderStopped
    | PagingHeld
    | PagingReleased
    | RulesChanged
)
