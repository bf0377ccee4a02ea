"""What a command on one escalation does to others: links have two sides, duplicates go along."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from tocsin.app.desk.changes import change_of
from tocsin.app.ports import Change
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.codec import Happened
from tocsin.core.lifecycle.decide import decide_all
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.table import ALLOWED

Load = Callable[[str], tuple[State, Rules]]
"""An escalation as it stands, and the rules that govern it."""


def followed(
    load: Load, after: State, events: Sequence[Happened], now: datetime, actor: str
) -> Iterator[Change]:
    """One change for each other escalation that is touched, decided command by command.

    What does not fit its state does not concern it and is left out; only a link that the other one cannot
    take is refused.
    """
    wanted: dict[str, list[c.Command]] = {}
    for stream, command in following(after, events):
        wanted.setdefault(stream, []).append(command)
    for stream, commands in wanted.items():
        before, rules = load(stream)
        state, happened = before, list[Happened]()
        for command in commands:
            if isinstance(command, c.Join) or _concerns(state, command, after):
                more, state = decide_all(state, (command,), rules, now, actor)
                happened += more
        if happened:
            yield change_of(before, state, happened, rules, now, actor)


def _concerns(state: State, command: c.Command, original: State) -> bool:
    """Danger that the original does not know of does not end with it (A2.3).

    And a duplicate that support answers in its tier is no escalation: none comes back.
    """
    if isinstance(command, c.Reopen) and not state.owner:
        return False
    ends = isinstance(command, c.Stabilise | c.Resolve | c.Close)
    if ends and state.judged.stop and not original.judged.stop:
        return False
    return state.status in ALLOWED[command.kind]


def following(after: State, events: Sequence[Happened]) -> Iterator[tuple[str, c.Command]]:
    """The commands that follow on other streams, in the same transaction (A2.4, A5.6)."""
    for event in events:
        match event:
            case e.Linked(original=original, why=why):
                yield original, c.Join(after.id, after.ticket.customer, why)
            case e.Unlinked(original=original, why=why):
                yield original, c.Part(after.id, why)
            case e.Event():
                for command in _along(after.id, event):
                    yield from ((duplicate, command) for duplicate in after.links.duplicates)


def _along(original: str, event: e.Event) -> tuple[c.Command, ...]:
    """What happens to each duplicate when it happens to the original: its customer hears every update."""
    match event:
        case e.UpdateSent(text=text, next_at=next_at, via=""):
            return (c.SendUpdate(text, next_at, original),)
        case e.Stabilised(note=note):
            return (c.Stabilise(note, with_original=original),)
        case e.Resolved(note=note):
            return (c.Resolve(note, with_original=original),)
        case e.Reopened(why=why):
            return (c.Reopen(f"{original} is back: {why}", with_original=original),)
        case e.Closed(note=note):
            # One that was linked after the original was resolved is still open.
            return c.Resolve(note, with_original=original), c.Close(note, with_original=original)
    return ()
