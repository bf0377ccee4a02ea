"""The timeline as people read it: newest first, in groups, what the desk did at once as one entry."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.app.desk.view import Told
from tocsin.core.lifecycle.decide.draft import DESK

CUSTOMER = frozenset(
    (
        "reported",
        "returned",
        "update_sent",
        "verified",
        "waiting_started",
        "waiting_ended",
        "closed",
        "reopened",
    )
)
"""What the customer said, heard, or is waited for."""
LONG = 320
"""Characters of a text that is shown whole; a longer one is folded."""
LOUD = frozenset(("clock_breached", "ladder_spent", "undelivered", "page_failed", "declined"))
MARKED = frozenset(
    ("opened", "stabilised", "resolved", "closed", "reopened", "update_sent", "acknowledged", "handed_over")
)
"""What a reader looks for when they run down the line."""


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `group` is customer, people or desk; `tone` is loud, marked or plain.

    `more` are the desk's own further steps of the same instant, in the order in which they happened.
    """

    version: int
    at: datetime
    actor: str
    kind: str
    text: str
    group: str
    tone: str
    more: tuple["Entry", ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether the text is folded."""
        return len(self.text) > LONG

    @property
    def last(self) -> int:
        """The version up to which this entry goes."""
        return max((self.version, *(entry.version for entry in self.more)))


def entries(told: Sequence[Told], wanted: str = "all") -> tuple[Entry, ...]:
    """The entries of a group (`all`, `customer`, `people`, `desk`), newest first."""
    found = [entry for each in told if (entry := _entry(each)) and wanted in ("all", entry.group)]
    return tuple(reversed(tuple(_gathered(found))))


def _entry(told: Told) -> Entry:
    own = "desk" if told.actor == DESK else "people"
    group = "customer" if told.kind in CUSTOMER else own
    tone = "loud" if told.kind in LOUD else "marked" if told.kind in MARKED else "plain"
    return Entry(told.version, told.at, told.actor, told.kind, told.text, group, tone)


def _gathered(found: Iterable[Entry]) -> Iterator[Entry]:
    """What the desk does because of something, at the same instant, stands below it."""
    head: Entry | None = None
    more: list[Entry] = []
    for entry in found:
        if head is not None and entry.at == head.at and _follows(entry):
            more.append(entry)
            continue
        if head is not None:
            yield replace(head, more=tuple(more))
        head, more = entry, []
    if head is not None:
        yield replace(head, more=tuple(more))


def _follows(entry: Entry) -> bool:
    return entry.group == "desk" and entry.tone != "loud"


def stops(told: Sequence[Told]) -> tuple[Told, ...]:
    """The instants at which something happened, each with the last thing that did: stops of a replay."""
    last: dict[datetime, Told] = {each.at: each for each in told}
    return tuple(last.values())


def since(told: Sequence[Told], version: int) -> tuple[Told, ...]:
    """What happened after a version, people's doings first: what somebody missed while they typed."""
    found = [each for each in told if each.version > version]
    return tuple(sorted(found, key=lambda each: (each.actor == DESK, each.version)))
