"""The timeline as people read it: newest first, in groups, what the desk did at once as one entry."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.app.desk.entry_words import Reader, worded
from tocsin.app.desk.view import Told
from tocsin.app.desk.wording import SILENT, Said
from tocsin.app.ports import Recorded
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

    `head` says what it is; where it is empty, `text` says all of it.

    `more` are further steps of the desk, of the same instant or before it, in the order in which they
    happened.
    """

    version: int
    at: datetime
    actor: str
    kind: str
    head: Said
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


def entries(
    told: Sequence[Told], recorded: Sequence[Recorded], reader: Reader, wanted: str = "all"
) -> tuple[Entry, ...]:
    """The entries of a group (`all`, `customer`, `people`, `desk`), newest first; both are of one record."""
    both = zip(told, recorded, strict=True)
    found = [entry for one, event in both if wanted in ("all", (entry := _entry(one, event, reader)).group)]
    return tuple(reversed(tuple(_gathered(found, runs=wanted != "desk"))))


def _entry(told: Told, event: Recorded, reader: Reader) -> Entry:
    actor = DESK if _by_itself(event) else told.actor
    own = "desk" if actor == DESK else "people"
    group = "customer" if told.kind in CUSTOMER else own
    tone = "loud" if told.kind in LOUD else "marked" if told.kind in MARKED else "plain"
    head, text = worded(event.kind, event.data, event.actor, reader) or (SILENT, told.text)
    return Entry(told.version, told.at, actor, told.kind, head, text, group, tone)


def _by_itself(event: Recorded) -> bool:
    """A seat that the desk fills while it carries out somebody's command."""
    data = event.data
    named = str(data.get("why", "")) == f"by {event.actor}" or data.get("person") == event.actor
    return event.kind == "seated" and not named


def _gathered(found: Iterable[Entry], runs: bool) -> Iterator[Entry]:
    """What the desk does because of something, at the same instant, stands below it; so does, with `runs`,
    what it does by itself one after the other: below the last of it."""
    head: Entry | None = None
    more: list[Entry] = []
    for entry in found:
        quiet = entry.group == "desk" and entry.tone != "loud"
        if head is not None and quiet and entry.at == head.at:
            more.append(entry)
        elif head is not None and quiet and runs and head.group == "desk" and head.tone != "loud":
            head, more = entry, [*more, head]
        else:
            if head is not None:
                yield replace(head, more=tuple(more))
            head, more = entry, []
    if head is not None:
        yield replace(head, more=tuple(more))


def stops(told: Sequence[Told]) -> tuple[Told, ...]:
    """The instants at which something happened, each with the last thing that did: stops of a replay."""
    last: dict[datetime, Told] = {each.at: each for each in told}
    return tuple(last.values())


def since(told: Sequence[Told], version: int) -> tuple[Told, ...]:
    """What happened after a version, people's doings first: what somebody missed while they typed."""
    found = [each for each in told if each.version > version]
    return tuple(sorted(found, key=lambda each: (each.actor == DESK, each.version)))
