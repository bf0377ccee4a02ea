"""The part of the fold that moves a climb from rung to rung (A4.5)."""

from typing import Any

from tocsin.core.ladders import events as e
from tocsin.core.ladders.evolve_pages import begun, without_cycles
from tocsin.core.ladders.state import Climb, Paging, altered


def changed(paging: Paging, id_: str, **changes: Any) -> Paging:
    """The climb with these fields changed."""
    climb = altered(paging.climbs[id_], **changes)
    return altered(paging, climbs={**paging.climbs, id_: climb})


def started(paging: Paging, event: e.LadderStarted) -> Paging:
    """A new climb, or the old one from its start."""
    taken = bool(event.taken_by)
    climb = Climb(
        event.climb,
        event.ladder,
        event.at,
        event.reason,
        state="acknowledged" if taken else "climbing",
        rung=event.rung,
        passed=(event.rung,) if event.rung else (),
        due=None if taken else event.at,
        why=event.reason,
        acknowledged_by=(event.taken_by,) if taken else (),
        acknowledged_at=event.at if taken else None,
    )
    without = without_cycles(paging.cycles, event.climb)
    return altered(paging, climbs={**paging.climbs, event.climb: climb}, cycles=without)


def reached(paging: Paging, event: e.RungReached) -> Paging:
    """The climb stands at the rung, and its people's turns begin."""
    climb = paging.climbs[event.climb]
    moved = changed(
        paging,
        event.climb,
        state="climbing",
        rung=event.rung,
        round=event.round,
        passed=_passed(climb, event.round, event.rung),
        due=event.waits_until,
        why="",
        again=event.again_at,
        awaited="",
        each=event.each,
        turns=_turns(climb, event.rung, event.turn),
    )
    return begun(moved, event, event.called)


def _passed(climb: Climb, round_: int, rung: str) -> tuple[str, ...]:
    before = climb.passed if round_ == climb.round else ()
    return before if rung in before else (*before, rung)


def _turns(climb: Climb, rung: str, turn: int) -> dict[str, int]:
    return climb.turns if turn < 0 else {**climb.turns, rung: turn}


def repeated(paging: Paging, event: e.RungRepeated) -> Paging:
    """The rung's people have another turn; the wait goes on."""
    climb = paging.climbs[event.climb]
    turns = _turns(climb, event.rung, event.turn)
    return begun(changed(paging, event.climb, again=event.again_at, turns=turns), event, event.called)


def passed_over(paging: Paging, event: e.RungPassed) -> Paging:
    """The rung counts as tried in this round."""
    climb = paging.climbs[event.climb]
    passed = _passed(climb, event.round, event.rung)
    return changed(
        paging, event.climb, rung=event.rung, round=event.round, passed=passed, why=event.why, again=None
    )


def awaited(paging: Paging, event: e.RungAwaited) -> Paging:
    """The climb waits for the rung's hours, or for another round."""
    climb = paging.climbs[event.climb]
    passed = climb.passed if event.round == climb.round else ()
    return changed(
        paging,
        event.climb,
        state="climbing",
        round=event.round,
        passed=passed,
        due=event.opens_at,
        why=event.why,
        again=None,
        awaited=event.rung,
    )


def postponed(paging: Paging, event: e.RungPostponed) -> Paging:
    """The next rung is due later."""
    return changed(paging, event.climb, due=event.until, why=event.reason)
