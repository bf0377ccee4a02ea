"""The fold: paging after an event. Total and pure; it decides nothing (A4.5)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tocsin.core.ladders import events as e
from tocsin.core.ladders.state import Climb, Cycle, Page, PageState, Paging

KEPT_PAGES = 64
"""So many pages stay in the state; older ones are found in the events."""


def evolve(paging: Paging, event: e.PagingEvent) -> Paging:
    """Paging once the event has happened."""
    return _FOLDS[type(event)](paging, event)


def fold(paging: Paging, events: Iterable[e.PagingEvent]) -> Paging:
    """Paging once all of them have happened, in order."""
    for event in events:
        paging = _FOLDS[type(event)](paging, event)
    return paging


def touch(paging: Paging, at: datetime) -> Paging:
    """Paging after somebody worked on the escalation: patience with silence counts from `at` anew.

    For the life cycle's own fold: an update or a finding is an event there, and none here.
    """
    climbs = {
        id_: replace(climb, progress_at=at) if climb.state == "acknowledged" else climb
        for id_, climb in paging.climbs.items()
    }
    return replace(paging, climbs=climbs)


def _climb(paging: Paging, id_: str, **changes: Any) -> Paging:
    climb = replace(paging.climbs[id_], **changes)
    return replace(paging, climbs={**paging.climbs, id_: climb})


def _started(paging: Paging, event: e.LadderStarted) -> Paging:
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
    without = _without_cycles(paging.cycles, event.climb)
    return replace(paging, climbs={**paging.climbs, event.climb: climb}, cycles=without)


def _reached(paging: Paging, event: e.RungReached) -> Paging:
    climb = paging.climbs[event.climb]
    changed = _climb(
        paging,
        event.climb,
        state="climbing",
        rung=event.rung,
        round=event.round,
        passed=_passed(climb, event.round, event.rung),
        due=event.waits_until,
        why="",
        again=event.again_at,
        each=event.each,
        turns=_turns(climb, event.rung, event.turn),
    )
    return _called(changed, event, event.called)


def _passed(climb: Climb, round_: int, rung: str) -> tuple[str, ...]:
    before = climb.passed if round_ == climb.round else ()
    return before if rung in before else (*before, rung)


def _turns(climb: Climb, rung: str, turn: int) -> dict[str, int]:
    return climb.turns if turn < 0 else {**climb.turns, rung: turn}


def _called(paging: Paging, event: e.RungReached | e.RungRepeated, called: Sequence[e.Called]) -> Paging:
    people = {someone.person for someone in called}
    cycles: dict[str, Cycle] = {}
    for id_, cycle in paging.cycles.items():
        if cycle.climb != event.climb:
            cycles[id_] = cycle
        elif not (cycle.done and cycle.person in people):
            cycles[id_] = replace(cycle, latest=False) if cycle.latest else cycle
    count = paging.cycle_count
    for someone in called:
        count += 1
        id_ = f"c{count}"
        why = someone.why or someone.target
        cycles[id_] = Cycle(id_, event.climb, event.rung, someone.person, event.at, why=why)
    return replace(paging, cycles=cycles, cycle_count=count)


def _repeated(paging: Paging, event: e.RungRepeated) -> Paging:
    climb = paging.climbs[event.climb]
    turns = _turns(climb, event.rung, event.turn)
    return _called(_climb(paging, event.climb, again=event.again_at, turns=turns), event, event.called)


def _over(paging: Paging, event: e.RungPassed) -> Paging:
    climb = paging.climbs[event.climb]
    passed = _passed(climb, event.round, event.rung)
    return _climb(
        paging, event.climb, rung=event.rung, round=event.round, passed=passed, why=event.why, again=None
    )


def _awaited(paging: Paging, event: e.RungAwaited) -> Paging:
    climb = paging.climbs[event.climb]
    passed = climb.passed if event.round == climb.round else ()
    return _climb(
        paging,
        event.climb,
        state="climbing",
        round=event.round,
        passed=passed,
        due=event.opens_at,
        why=event.why,
        again=None,
    )


def _postponed(paging: Paging, event: e.RungPostponed) -> Paging:
    return _climb(paging, event.climb, due=event.until, why=event.reason)


def _ordered(paging: Paging, event: e.PageOrdered) -> Paging:
    cycles = dict(paging.cycles)
    for id_, rule in event.covers:
        cycle = cycles[id_]
        cycles[id_] = replace(cycle, ordered=(*cycle.ordered, rule), done=id_ in event.finished)
    covered = tuple(dict.fromkeys(id_ for id_, _ in event.covers))
    page = Page(event.page, event.person, event.method, event.climbs, covered, event.due_at, event.at)
    pages = {**paging.pages, event.page: page}
    if len(pages) > KEPT_PAGES:
        del pages[next(iter(pages))]
    return replace(paging, cycles=cycles, pages=pages, page_count=paging.page_count + 1)


def _failed(paging: Paging, event: e.PageFailed) -> Paging:
    return _settled(paging, (event.page,), "failed", event.at)


def _settled(paging: Paging, ids: Sequence[str], state: PageState, at: datetime) -> Paging:
    if not ids:
        return paging
    pages = dict(paging.pages)
    for id_ in ids:
        if id_ in pages:
            pages[id_] = replace(pages[id_], state=state, settled_at=at)
    return replace(paging, pages=pages)


def _acknowledged(paging: Paging, event: e.LadderAcknowledged) -> Paging:
    climb = paging.climbs[event.climb]
    person = event.person if climb.each else ""
    paging = _climb(
        paging,
        event.climb,
        state="acknowledged",
        due=None,
        again=None,
        acknowledged_by=(*climb.acknowledged_by, event.person),
        acknowledged_at=event.at,
        progress_at=None,
    )
    paging = replace(paging, cycles=_without_cycles(paging.cycles, event.climb, person))
    paging = _settled(paging, event.answered, "answered", event.at)
    return _settled(paging, event.withdrawn, "withdrawn", event.at)


def _without_cycles(cycles: dict[str, Cycle], climb: str, person: str = "") -> dict[str, Cycle]:
    return {
        id_: cycle
        for id_, cycle in cycles.items()
        if cycle.climb != climb or (person and cycle.person != person)
    }


def _escalated(paging: Paging, event: e.LadderEscalated) -> Paging:
    return _again(paging, event.climb, event.at, event.reason)


def _again(paging: Paging, id_: str, at: datetime, why: str, **more: Any) -> Paging:
    return _climb(
        paging,
        id_,
        state="climbing",
        due=at,
        why=why,
        again=None,
        acknowledged_by=(),
        acknowledged_at=None,
        **more,
    )


def _raised(paging: Paging, event: e.LadderRaised) -> Paging:
    return _again(paging, event.climb, event.at, event.why, round=0, passed=())


def _moved(paging: Paging, event: e.LadderMoved) -> Paging:
    climb = paging.climbs[event.climb]
    pages = climb.state in ("climbing", "spent")
    changed = _climb(
        paging,
        event.climb,
        ladder=event.ladder,
        state="climbing" if pages else climb.state,
        rung="",
        round=0,
        passed=(),
        due=event.at if pages else None,
        why=event.reason,
        again=None,
        turns={},
    )
    ended = replace(changed, cycles=_without_cycles(changed.cycles, event.climb))
    return _settled(ended, event.withdrawn, "withdrawn", event.at)


def _spent(paging: Paging, event: e.LadderSpent) -> Paging:
    return _climb(paging, event.climb, state="spent", due=None, why=event.why, again=None)


def _stopped(paging: Paging, event: e.LadderStopped) -> Paging:
    changed = _climb(paging, event.climb, state="stopped", due=None, why=event.reason, again=None)
    ended = replace(changed, cycles=_without_cycles(changed.cycles, event.climb))
    return _settled(ended, event.withdrawn, "withdrawn", event.at)


def _held(paging: Paging, event: e.PagingHeld) -> Paging:
    return replace(paging, held_since=event.at, held_reason=event.reason)


def _released(paging: Paging, event: e.PagingReleased) -> Paging:
    return replace(paging, held_since=None, held_reason="")


def _rules(paging: Paging, event: e.RulesChanged) -> Paging:
    cycles = {id_: replace(cycle, since=event.at, done=False) for id_, cycle in paging.cycles.items()}
    return replace(paging, cycles=cycles)


_FOLDS: dict[type, Callable[[Paging, Any], Paging]] = {
    e.LadderStarted: _started,
    e.RungReached: _reached,
    e.RungRepeated: _repeated,
    e.RungPassed: _over,
    e.RungAwaited: _awaited,
    e.RungPostponed: _postponed,
    e.PageOrdered: _ordered,
    e.PageFailed: _failed,
    e.LadderAcknowledged: _acknowledged,
    e.LadderEscalated: _escalated,
    e.LadderRaised: _raised,
    e.LadderMoved: _moved,
    e.LadderSpent: _spent,
    e.LadderStopped: _stopped,
    e.PagingHeld: _held,
    e.PagingReleased: _released,
    e.RulesChanged: _rules,
}
