"""Stabilised, verified, resolved, closed, reopened: gates say what is missing (A7)."""

from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.decide.again import judge_again
from tocsin.core.lifecycle.decide.climbs import follow_level, is_paged_for, stop_all
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.intake import start
from tocsin.core.lifecycle.decide.refuse import gate_shut, refused, said
from tocsin.core.lifecycle.decide.seats import fill_commander, first_owner
from tocsin.core.lifecycle.decide.work import resolve_lines
from tocsin.core.lifecycle.gates import missing
from tocsin.core.lifecycle.table import INTAKE, Status


def _pass(draft: Draft, gate: str, confirmed: tuple[str, ...]) -> None:
    """Writes down what the actor confirms with the command, then opens the gate or says what is missing."""
    lines = resolve_lines(draft, confirmed, gate)
    new = tuple(line for line in lines if line not in draft.state.confirmed)
    if new:
        draft.add(e.LinesConfirmed(new))
    in_the_way = missing(draft.state, draft.rules, gate, draft.now)
    if gate == "closed":
        # The closing note that comes with the command is the note that is asked for.
        in_the_way = tuple(condition for condition in in_the_way if condition.met_by != "note")
    if in_the_way:
        raise gate_shut(draft, gate, in_the_way)


def stabilise(draft: Draft, command: c.Stabilise) -> None:
    """The impact has stopped; nobody is got out of bed for it any more."""
    if not _follows(draft, command.with_original):
        _pass(draft, "stabilised", command.confirm)
    _resume(draft)
    draft.add(e.Stabilised(command.note))
    stop_all(draft, "stabilised")


def verify(draft: Draft, command: c.Verify) -> None:
    """The customer confirms, in their own words."""
    draft.add(e.Verified(said(draft, "customer's word", command.words)))


def resolve(draft: Draft, command: c.Resolve) -> None:
    """The cause is removed and the customer has confirmed it; what stabilised asks for holds as well."""
    if not _follows(draft, command.with_original):
        _still_stabilised(draft)
        _pass(draft, "resolved", command.confirm)
    _resume(draft)
    draft.add(e.Resolved(command.note))
    stop_all(draft, "resolved")


def _still_stabilised(draft: Draft) -> None:
    if draft.state.status is Status.OPEN:
        in_the_way = missing(draft.state, draft.rules, "stabilised", draft.now)
        if in_the_way:
            raise gate_shut(draft, "stabilised", in_the_way)


def _follows(draft: Draft, original: str) -> bool:
    """A duplicate goes the way of the incident it hangs on: that one's gates were passed."""
    if original and draft.state.links.original != original:
        text = f"it does not hang on `{original}`"
        raise refused(draft, "not-linked", text, "do it for this one by itself")
    return bool(original)


def _resume(draft: Draft) -> None:
    if draft.state.is_waiting:
        draft.add(e.WaitingEnded("no longer needed"))


def reopen(draft: Draft, command: c.Reopen) -> None:
    """It is back: the owner is who it was, clocks run again, the level's ladders are climbed."""
    why = said(draft, "reason", command.reason)
    original = draft.state.links.original
    if not _follows(draft, command.with_original) and original:
        # It is back here, and nobody knows whether it is there: somebody must look at this one.
        draft.add(e.Unlinked(original, f"it is back by itself: {why}"))
    if draft.state.status is Status.IN_TIER:
        start(draft, max(draft.state.level, 1), draft.state.severity, why)
        return
    owner = draft.state.owner or first_owner(draft, "")[0]
    draft.add(e.Reopened(why, owner, max(draft.state.level, 1)))
    stop_all(draft, "reopened")
    fill_commander(draft)
    if is_paged_for(draft.state):  # not for a duplicate: people work on the original, and are paged for that
        judge_again(draft)  # time went on while it rested
        follow_level(draft, why)


def close(draft: Draft, command: c.Close) -> None:
    """The end. A ticket that never was an escalation closes with a note alone."""
    note = said(draft, "closing note", command.note)
    if not _follows(draft, command.with_original) and draft.state.status not in INTAKE:
        _pass(draft, "closed", command.confirm)
    if draft.state.offer is not None:
        draft.add(e.HandOverRefused("closed before it was accepted"))
    stop_all(draft, "closed")
    draft.add(e.Closed(note, command.with_original))
