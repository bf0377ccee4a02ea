"""What people and the life cycle ask of paging: events, or none when nothing changes (A4.5)."""

from collections.abc import Iterable
from datetime import datetime

from tocsin.core.ladders.advance import move_on
from tocsin.core.ladders.climbing import begin_again, next_rung
from tocsin.core.ladders.events import (
    LadderAcknowledged,
    LadderEscalated,
    LadderMoved,
    LadderStarted,
    LadderStopped,
    PagingEvent,
    PagingHeld,
    PagingReleased,
    RulesChanged,
    RungPostponed,
)
from tocsin.core.ladders.run import LadderError, Run, climb_of, withdrawn
from tocsin.core.ladders.rungs import Book, Who
from tocsin.core.ladders.state import Climb, Paging


def begin(
    paging: Paging,
    climb_id: str,
    ladder_id: str,
    book: Book,
    who: Who,
    now: datetime,
    reason: str,
    taken_by: str = "",
) -> list[PagingEvent]:
    """`start` without ordering pages: `advance` at the same instant does."""
    run = Run(paging, book, who, now)
    _begin(run, climb_id, ladder_id, reason, taken_by)
    return run.events


def start(
    paging: Paging,
    climb_id: str,
    ladder_id: str,
    book: Book,
    who: Who,
    now: datetime,
    reason: str,
    taken_by: str = "",
) -> list[PagingEvent]:
    """Climbs a ladder from its first rung, and pages (A4.5). One that is climbed already goes on: no event.

    `taken_by`: that person has it, nobody is paged, but patience with silence runs. While paging is held
    the climb waits.
    """
    run = Run(paging, book, who, now)
    _begin(run, climb_id, ladder_id, reason, taken_by)
    if run.events:
        move_on(run)
    return run.events


def _begin(run: Run, climb_id: str, ladder_id: str, reason: str, taken_by: str) -> None:
    running = run.paging.climbs.get(climb_id)
    if running and running.state in ("climbing", "acknowledged"):
        return
    rungs = run.book.ladder(ladder_id).rungs
    stands_at = rungs[0].id if taken_by and rungs else ""
    run.emit(LadderStarted(climb_id, run.now, ladder_id, reason, taken_by, stands_at))
    if not taken_by and run.paging.held_since is None:
        next_rung(run, climb_id, run.now, reason)


def acknowledge(paging: Paging, climb_id: str, person: str, now: datetime) -> list[PagingEvent]:
    """Stops all pages of the climb; on a rung where each answers, only that person's (A4.5).

    No event when it is stopped or answered already. Raises LadderError for an unknown climb.
    """
    climb = climb_of(paging, climb_id)
    again = climb.state == "acknowledged" and (not climb.each or person in climb.acknowledged_by)
    if climb.state == "stopped" or again:
        return []
    answered = tuple(page.id for page in paging.open_pages(climb_id) if page.person == person)
    others = () if climb.each else withdrawn(paging, climb_id, person)
    return [LadderAcknowledged(climb_id, now, person, answered, others)]


def stop(paging: Paging, climb_id: str, now: datetime, reason: str) -> list[PagingEvent]:
    """Ends the climb: lowered, stabilised or closed. No event when it has ended already."""
    climb = climb_of(paging, climb_id)
    if climb.state == "stopped":
        return []
    return [LadderStopped(climb_id, now, reason, withdrawn(paging, climb_id))]


def escalate(
    paging: Paging, climb_id: str, book: Book, who: Who, now: datetime, person: str, reason: str = ""
) -> list[PagingEvent]:
    """The next rung now, acknowledged or not; after the last one the first again. Earlier turns go on.

    Raises LadderError when the climb is stopped or unknown, or paging is held.
    """
    run = Run(paging, book, who, now)
    _going(run, climb_id)
    if paging.held_since is not None:
        raise LadderError(f"paging is held ({paging.held_reason}): release it before you escalate")
    run.emit(LadderEscalated(climb_id, now, person, reason))
    why = reason or f"escalated by {person}"
    next_rung(run, climb_id, now, why, forced=True)
    move_on(run)
    return run.events


def _going(run: Run, climb_id: str) -> Climb:
    climb = run.climb(climb_id)
    if climb.state == "stopped":
        raise LadderError(f"`{climb_id}` is not climbed any more: start it again")
    return climb


def reraise(
    paging: Paging, climb_id: str, book: Book, who: Who, now: datetime, reason: str
) -> list[PagingEvent]:
    """An acknowledged or spent climb begins again from the first rung: a linked incident grew, say.

    Whoever had acknowledged it is paged too. No event while it is being climbed, or once it is stopped.
    """
    return reraise_each(paging, (climb_id,), book, who, now, reason)


def reraise_each(
    paging: Paging, climb_ids: Iterable[str], book: Book, who: Who, now: datetime, reason: str
) -> list[PagingEvent]:
    """The same for several climbs as one: who is called on more than one of them is paged once."""
    run = Run(paging, book, who, now)
    for climb_id in climb_ids:
        if run.climb(climb_id).state in ("acknowledged", "spent"):
            begin_again(run, climb_id, now, reason)
    if run.events:
        move_on(run)
    return run.events


def move(
    paging: Paging, climb_id: str, ladder_id: str, book: Book, who: Who, now: datetime, reason: str
) -> list[PagingEvent]:
    """The climb goes on with another ladder, from its first rung at once; turns begun on the old one end.

    An acknowledged climb stays acknowledged. Raises LadderError when it is stopped or unknown.
    """
    run = Run(paging, book, who, now)
    climb = _going(run, climb_id)
    run.emit(LadderMoved(climb_id, now, ladder_id, reason, withdrawn(paging, climb_id)))
    if climb.state != "acknowledged" and paging.held_since is None:
        next_rung(run, climb_id, now, reason)
        move_on(run)
    return run.events


def postpone(
    paging: Paging, climb_id: str, until: datetime, now: datetime, person: str, reason: str = ""
) -> list[PagingEvent]:
    """Gives the present rung until then before the next one; no event when no next rung is planned."""
    climb = climb_of(paging, climb_id)
    if climb.state != "climbing" or climb.due is None:
        return []
    return [RungPostponed(climb_id, now, until, person, reason)]


def hold(paging: Paging, now: datetime, reason: str) -> list[PagingEvent]:
    """Maintenance: no rung is reached until `release`; turns that had begun go on."""
    return [] if paging.held_since is not None else [PagingHeld(now, reason)]


def release(paging: Paging, book: Book, who: Who, now: datetime) -> list[PagingEvent]:
    """Ends the hold; rungs that came due meanwhile are reached now."""
    run = Run(paging, book, who, now)
    if paging.held_since is not None:
        run.emit(PagingReleased(now))
        move_on(run)
    return run.events


def rules_changed(paging: Paging, now: datetime) -> list[PagingEvent]:
    """Before another book's personal rules are used: moments up to `now` are past, later ones count.

    Call `advance` with the old book first, so that what was due under it is sent.
    """
    return [RulesChanged(now)] if paging.cycles else []
