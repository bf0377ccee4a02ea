"""From rung to rung: the next one that can page, hours, empty rungs, rounds, the catch-all (A4.5)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tocsin.core.ladders.events import (
    Called,
    LadderRaised,
    LadderSpent,
    RungAwaited,
    RungPassed,
    RungReached,
    RungRepeated,
)
from tocsin.core.ladders.run import Run
from tocsin.core.ladders.rungs import LAST, Ladder, Rung
from tocsin.core.ladders.state import Climb

TRIED_AGAIN = timedelta(minutes=10)
"""When no rung had anybody, the next round waits for the last rung's wait, and for this at least."""


def next_rung(
    run: Run, id_: str, due_at: datetime, why: str = "", forced: bool = False, also: Sequence[Called] = ()
) -> None:
    """Climbs to the next rung that can page; passes over the others, each with its reason.

    `forced` starts a new round after the last rung whatever the policy says; `also` are paged with it.
    """
    tried: set[str] = set()
    while True:
        climb = run.climb(id_)
        ladder = run.book.ladder(climb.ladder)
        rung, round_ = upcoming(climb, ladder, forced)
        if rung is not None and rung.id in tried:  # a whole round, and nobody
            rung, round_ = _fruitless(climb, ladder, round_, tried)
            if rung is not None and rung.id != LAST:
                _await_round(run, climb, round_, due_at)
                return
        if rung is None:
            run.emit(LadderSpent(id_, run.now, due_at, _exhausted(climb, ladder, tried)))
            return
        tried.add(rung.id)
        if _try(run, id_, rung, round_, due_at, why, also):
            return
        why = f"`{rung.id}` was passed over: {run.climb(id_).why}"


def upcoming(climb: Climb, ladder: Ladder, forced: bool = False) -> tuple[Rung | None, int]:
    """The next rung of this round, or the first of another; the catch-all after all rounds; then none."""
    if rung := ladder.following(climb.passed):
        return rung, climb.round
    more = ladder.repeat < 0 or climb.round < ladder.repeat
    if more and ladder.rungs:
        return ladder.rungs[0], climb.round + 1
    if ladder.last and climb.rung != LAST:
        return ladder.catch_all(), climb.round
    if forced and ladder.rungs:
        return ladder.rungs[0], climb.round + 1
    return None, climb.round


def _fruitless(climb: Climb, ladder: Ladder, round_: int, tried: set[str]) -> tuple[Rung | None, int]:
    """After a round without anybody: the catch-all at once, else another round later, else none."""
    if ladder.last and LAST not in tried:
        return ladder.catch_all(), climb.round
    more = ladder.repeat < 0 or climb.round < ladder.repeat
    return (ladder.rungs[0], round_) if more else (None, climb.round)


def _await_round(run: Run, climb: Climb, round_: int, due_at: datetime) -> None:
    last = run.book.ladder(climb.ladder).rungs[-1]
    again = max(run.book.after(last, run.now), run.now + TRIED_AGAIN)
    why = "nobody could be paged on any rung: all are tried again"
    run.emit(RungAwaited(climb.id, run.now, due_at, "", round_, again, why))


def _exhausted(climb: Climb, ladder: Ladder, tried: set[str]) -> str:
    if not ladder.rungs and not ladder.last:
        return f"ladder `{ladder.id}` has no rung"
    if tried:
        return "nobody could be paged on the rungs that were left"
    rounds = climb.round + 1
    return "nobody answered on any rung" + (f", in {rounds} rounds" if rounds > 1 else "")


def _try(
    run: Run, id_: str, rung: Rung, round_: int, due_at: datetime, why: str, also: Sequence[Called]
) -> bool:
    """True when the climb now rests: people were called, or the rung's hours are awaited."""
    opens = run.book.opens(rung, run.now)
    if opens is None or opens > run.now:
        if rung.outside == "wait" and opens is not None:
            reason = f"outside the hours of `{rung.hours}`"
            run.emit(RungAwaited(id_, run.now, due_at, rung.id, round_, opens, reason))
            return True
        run.emit(RungPassed(id_, run.now, due_at, rung.id, round_, f"outside the hours of `{rung.hours}`"))
        return False
    called = run.called(rung)
    if not called and not rung.patient:
        run.emit(RungPassed(id_, run.now, due_at, rung.id, round_, run.nobody(rung)))
        return False
    _reach(run, run.climb(id_), rung, round_, due_at, why, called, also)
    return True


def _reach(
    run: Run,
    climb: Climb,
    rung: Rung,
    round_: int,
    due_at: datetime,
    why: str,
    called: tuple[Called, ...],
    also: Sequence[Called],
) -> None:
    chosen, turn = _in_turn(run, climb, rung, called)
    there = {one.person for one in chosen}
    everybody = (*chosen, *(one for one in also if one.person not in there))
    until = run.book.after(rung, run.now)
    run.emit(
        RungReached(
            climb.id,
            run.now,
            due_at,
            rung.id,
            round_,
            everybody,
            until,
            again_at=_again_at(run, rung, until),
            each=rung.each,
            turn=turn,
            why=why,
        )
    )


def _in_turn(
    run: Run, climb: Climb, rung: Rung, called: tuple[Called, ...]
) -> tuple[tuple[Called, ...], int]:
    """Of several people the one whose turn it is, and whose it is next; everybody and -1 elsewhere."""
    if not rung.in_turn or not called:
        return called, -1
    before = run.book.turns.get(f"{climb.ladder}/{rung.id}", 0)
    turn = climb.turns.get(rung.id, before) % len(called)
    return called[turn : turn + 1], (turn + 1) % len(called)


def _again_at(run: Run, rung: Rung, until: datetime) -> datetime | None:
    if not rung.every:
        return None
    again = run.book.opens(rung, run.now + rung.every)
    return again if again is not None and again < until else None


def repeat(run: Run, id_: str, due_at: datetime) -> None:
    """Pages the present rung once more; nobody there by now is nobody called, and the wait goes on."""
    climb = run.climb(id_)
    rung = run.book.ladder(climb.ladder).rung(climb.rung)
    if rung is None or climb.due is None:
        run.emit(RungRepeated(id_, run.now, due_at, climb.rung, ()))
        return
    chosen, turn = _in_turn(run, climb, rung, run.called(rung))
    again = _again_at(run, rung, climb.due)
    run.emit(RungRepeated(id_, run.now, due_at, rung.id, chosen, again, turn))


def begin_again(run: Run, id_: str, due_at: datetime, why: str) -> None:
    """The climb begins anew from the first rung; whoever had acknowledged it is paged along (A4.5)."""
    climb = run.climb(id_)
    person = climb.acknowledged_by[-1] if climb.acknowledged_by else ""
    run.emit(LadderRaised(id_, run.now, due_at, person, why))
    if run.paging.held_since is None:
        also = [Called(person, "acknowledged", why)] if person and run.book.rules_of(person) else []
        next_rung(run, id_, due_at, why, also=also)
