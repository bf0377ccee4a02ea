"""Retention: escalations closed so many days ago lose what is personal in them. Off by default."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tocsin.app.desk.desk import Desk
from tocsin.app.erasure_make import pseudonym, redactions
from tocsin.app.ports import Conflict
from tocsin.app.ports_erasure import Erasures
from tocsin.core.lifecycle.decide.draft import DESK
from tocsin.core.model.finding import Finding, Position, Refused

DAYS = "retention days"
"""The name under which the store keeps the setting."""
SHORTEST, LONGEST = 30, 36_500
BATCH = 50
"""Escalations in one transaction: others wait no longer than for any other work."""


class Noted(Erasures, Protocol):
    """The store with the desk's settings."""

    def note(self, name: str, value: str) -> None:
        """Keeps a fact about the desk under a name."""

    def noted(self, name: str) -> str:
        """A fact about the desk, "" when there is none."""


@dataclass(frozen=True)
class Retained:
    """What one run did: escalations erased, and events in them. `days` None: it is off."""

    days: int | None
    streams: int = 0
    events: int = 0


def retention(store: Noted) -> int | None:
    """After how many days a closed escalation loses its personal data; None: never."""
    said = store.noted(DAYS)
    return int(said) if said.isdigit() else None


def keep_for(store: Noted, days: int | None) -> None:
    """Sets it; None switches it off. Raises Refused for a number that was hardly meant."""
    if days is not None and not SHORTEST <= days <= LONGEST:
        text = f"`{days}` days is not between {SHORTEST} and {LONGEST:,}"
        help_ = "reviews and disputes need the words of the last weeks; a year is usual"
        raise Refused(Finding("retention", text, Position.of("days"), help_), usage=True)
    store.note(DAYS, "" if days is None else str(days))


def due(store: Noted, now: datetime, limit: int = BATCH) -> Sequence[str]:
    """Escalations whose time is over, oldest first; none while it is off."""
    days = retention(store)
    return store.closed_before(now - timedelta(days=days), limit) if days is not None else ()


def retain(desk: Desk, now: datetime, batches: int | None = None) -> Retained:
    """Takes personal data out of what is due, a batch in one transaction each; stops after `batches`."""
    store: Noted = desk.store
    days, streams, events = retention(store), 0, 0
    for batch in _batches(store, now, batches):
        count, gone = _erased(desk, batch, f"closed more than {days} days ago", now)
        streams, events = streams + count, events + gone
    return Retained(days, streams, events)


def _batches(store: Noted, now: datetime, most: int | None) -> Iterator[Sequence[str]]:
    """The next ones until none is left, or a batch comes again because others work on it."""
    before: Sequence[str] = ()
    done = 0
    while (most is None or done < most) and (batch := due(store, now)) and batch != before:
        yield batch
        before, done = batch, done + 1


def _erased(desk: Desk, batch: Sequence[str], why: str, now: datetime) -> tuple[int, int]:
    """Each customer's name goes with its own escalation: those that are not due keep it."""
    desk.books.refresh()
    names = {stream: pseudonym("", stream) for stream in batch}
    found = redactions(desk, names, DESK, why, now)
    changed = {one.change.stream for one in found}
    if rest := [stream for stream in batch if stream not in changed]:
        desk.store.nothing_to_erase(rest, now, DESK)
    try:
        gone = desk.store.erase(found)
    except Conflict:
        return 0, 0  # somebody works on one of them: the next run looks again
    return len(batch) - len(rest), gone.events
