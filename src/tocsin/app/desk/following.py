"""What a command on one escalation does to others: links have two sides, duplicates go along."""

from collections.abc import Iterator, Sequence

from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.codec import Happened
from tocsin.core.lifecycle.state import State


def following(after: State, events: Sequence[Happened]) -> Iterator[tuple[str, c.Command]]:
    """The commands that follow on other streams, in the same transaction (A2.4, A5.6)."""
    for event in events:
        match event:
            case e.Linked(original=original, why=why):
                yield original, c.Join(after.id, after.ticket.customer, why)
            case e.Unlinked(original=original, why=why):
                yield original, c.Part(after.id, why)
            case e.Event():
                command = _along(after.id, event)
                if command is not None:
                    yield from ((duplicate, command) for duplicate in after.links.duplicates)


def _along(original: str, event: e.Event) -> c.Command | None:
    """What happens to each duplicate when it happens to the original: its customer hears every update."""
    match event:
        case e.UpdateSent(text=text, next_at=next_at, via=""):
            return c.SendUpdate(text, next_at, original)
        case e.Stabilised(note=note):
            return c.Stabilise(note, with_original=original)
        case e.Resolved(note=note):
            return c.Resolve(note, with_original=original)
        case e.Reopened(why=why):
            return c.Reopen(f"{original} is back: {why}")
        case e.Closed(note=note):
            return c.Close(note, with_original=original)
    return None
