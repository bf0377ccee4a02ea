"""What somebody just did and can take back by a counter-command: for a while, from the record (A3.1)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tocsin.app.desk.view import View
from tocsin.app.desk.wording import Said, say
from tocsin.app.desk.wording import gettext_noop as _
from tocsin.app.ports import Recorded
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.codec import read_event
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.story import seat

WHILE = timedelta(minutes=10)
"""How long it is offered."""
TAKEN_BACK = "taken back at once"
"""The reason that the record gets."""


@dataclass(frozen=True)
class Undo:
    """What was done, by which event, and the command that takes it back."""

    version: int
    what: Said
    command: c.Command


def undo(view: View, recorded: Sequence[Recorded], person: str) -> Undo | None:
    """The last thing that `person` did in these minutes, when a command can take it back; else None."""
    last = next((r for r in reversed(recorded) if r.actor == person and not _along(r)), None)
    if last is None or view.now - last.at > WHILE:
        return None
    make = _UNDO.get(last.kind)
    found = make(view.state, read_event(last.kind, last.data), recorded[: last.version - 1]) if make else None
    return Undo(last.version, *found) if found else None


_Found = tuple[Said, c.Command] | None
_ALONG = (
    "judged", "ladder_started", "ladder_stopped", "ladder_moved", "ladder_raised", "rung_reached",
    "rung_passed", "rung_awaited", "rung_repeated", "page_ordered", "sme_engaged", "clock_breached",
    "duplicates_suggested", "grown",
)  # fmt: skip
"""What follows from a command stands in the record under the same name, and is no doing of its own."""


def _along(event: Recorded) -> bool:
    """What followed from a command, such as a seat that the desk filled."""
    by_itself = event.kind == "seated" and event.data.get("why") != f"by {event.actor}"
    return by_itself or event.kind in _ALONG


def _wait(state: State, _event: Any, _before: Sequence[Recorded]) -> _Found:
    if not state.is_waiting:
        return None
    return say(_("It waits for the customer")), c.Resume(TAKEN_BACK)


def _resumed(state: State, event: Any, _before: Sequence[Recorded]) -> _Found:
    if state.is_waiting or event.why == TAKEN_BACK or not state.waits:
        return None
    return say(_("It no longer waits for the customer")), c.Wait(TAKEN_BACK)


def _seated(state: State, event: Any, before: Sequence[Recorded]) -> _Found:
    if state.seats.get(event.role) != event.person:
        return None
    what = say(_("The seat %(seat)s has a new holder"), seat=seat(event.role))
    previous = _holder(before, event.role)
    if previous and previous != event.person:
        return what, c.Fill(event.role, previous)
    return what, c.Leave(event.role, TAKEN_BACK)


def _unseated(state: State, event: Any, _before: Sequence[Recorded]) -> _Found:
    if state.seats.get(event.role):
        return None
    what = say(_("The seat %(seat)s is empty"), seat=seat(event.role))
    return what, c.Fill(event.role, event.person)


def _holder(before: Sequence[Recorded], role: str) -> str:
    """Who sat there before."""
    for event in reversed(before):
        if event.kind in ("seated", "unseated") and event.data.get("role") == role:
            return str(event.data["person"]) if event.kind == "seated" else ""
    return ""


def _linked(state: State, event: Any, _before: Sequence[Recorded]) -> _Found:
    if state.links.original != event.original:
        return None
    what = say(_("Linked as a duplicate of %(other)s"), other=event.original)
    return what, c.Unlink(TAKEN_BACK)


def _unlinked(state: State, event: Any, _before: Sequence[Recorded]) -> _Found:
    if state.links.original or state.links.duplicates:
        return None
    what = say(_("No longer a duplicate of %(other)s"), other=event.original)
    return what, c.Link(event.original, TAKEN_BACK)


def _offered(state: State, event: Any, _before: Sequence[Recorded]) -> _Found:
    if state.offer is None or state.offer.to != event.to:
        return None
    return say(_("The ownership is offered")), c.Refuse(TAKEN_BACK)


def _facts(state: State, event: Any, before: Sequence[Recorded]) -> _Found:
    """Facts that had another value get it back; one that nobody knew before cannot become unknown again."""
    known: dict[str, Any] = {}
    for each in before:
        if each.kind in ("reported", "facts_recorded"):
            known.update(read_event(each.kind, each.data).facts)  # type: ignore[union-attr]
    now: Mapping[str, Any] = event.facts
    changed = {name: known[name] for name, value in now.items() if name in known and known[name] != value}
    is_last = all(state.facts.get(name) == value for name, value in now.items())
    if not changed or len(changed) < len(now) or not is_last:
        return None
    return say(_("Facts were corrected")), c.RecordFacts(changed)


def _ticked(_state: State, event: Any, _before: Sequence[Recorded]) -> _Found:
    if event.mark == "open":
        return None
    return say(_("Ticked: %(text)s"), text=event.text), c.Tick(event.line, "open")


_UNDO: dict[str, Callable[[State, Any, Sequence[Recorded]], _Found]] = {
    "waiting_started": _wait,
    "waiting_ended": _resumed,
    "seated": _seated,
    "unseated": _unseated,
    "linked": _linked,
    "unlinked": _unlinked,
    "hand_over_offered": _offered,
    "facts_recorded": _facts,
    "ticked": _ticked,
}
