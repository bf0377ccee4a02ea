"""The fold: paging after an event. Total and pure; it decides nothing (A4.5)."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from tocsin.core.ladders import events as e
from tocsin.core.ladders.evolve_pages import failed, ordered, rules_changed, settled, without_cycles
from tocsin.core.ladders.evolve_rungs import (
    awaited,
    changed,
    passed_over,
    postponed,
    reached,
    repeated,
    started,
)
from tocsin.core.ladders.state import Climb, Paging, altered


def evolve(paging: Paging, event: e.PagingEvent) -> Paging:
    """Paging once the event has happened."""
    return _FOLDS[type(event)](paging, event)


def fold(paging: Paging, events: Iterable[e.PagingEvent]) -> Paging:
    """Paging once all of them have happened, in order."""
    for event in events:
        paging = _FOLDS[type(event)](paging, event)
    return paging


def touch(paging: Paging, at: datetime, silence: bool | None = None) -> Paging:
    """Paging after somebody worked on the escalation: patience with silence counts from `at` anew.

    For the life cycle's own fold: an update or a finding is an event there, and none here. `silence` is
    expected from now on while we wait for somebody else, or no longer. What comes with the acknowledge
    itself is no work yet.
    """
    climbs = {
        id_: altered(climb, progress_at=at) if _is_work(climb, at) else climb
        for id_, climb in paging.climbs.items()
    }
    expected = paging.silence_expected if silence is None else silence
    return altered(paging, climbs=climbs, silence_expected=expected)


def _is_work(climb: Climb, at: datetime) -> bool:
    since = climb.acknowledged_at
    return climb.state == "acknowledged" and since is not None and at > since


def _acknowledged(paging: Paging, event: e.LadderAcknowledged) -> Paging:
    climb = paging.climbs[event.climb]
    person = event.person if climb.each else ""
    paging = changed(
        paging,
        event.climb,
        state="acknowledged",
        due=None,
        again=None,
        acknowledged_by=(*climb.acknowledged_by, event.person),
        acknowledged_at=event.at,
        progress_at=None,
    )
    paging = altered(paging, cycles=without_cycles(paging.cycles, event.climb, person))
    paging = settled(paging, event.answered, "answered", event.at)
    return settled(paging, event.withdrawn, "withdrawn", event.at)


def _escalated(paging: Paging, event: e.LadderEscalated) -> Paging:
    climb = paging.climbs[event.climb]
    passed = (*climb.passed, climb.awaited) if climb.awaited else climb.passed
    return _again(paging, event.climb, event.at, event.reason, passed=passed)


def _again(paging: Paging, id_: str, at: datetime, why: str, **more: Any) -> Paging:
    return changed(
        paging,
        id_,
        state="climbing",
        due=at,
        why=why,
        again=None,
        awaited="",
        acknowledged_by=(),
        acknowledged_at=None,
        **more,
    )


def _raised(paging: Paging, event: e.LadderRaised) -> Paging:
    return _again(paging, event.climb, event.at, event.why, round=0, passed=())


def _moved(paging: Paging, event: e.LadderMoved) -> Paging:
    climb = paging.climbs[event.climb]
    pages = climb.state in ("climbing", "spent")
    moved = changed(
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
        awaited="",
        turns={},
    )
    ended = altered(moved, cycles=without_cycles(moved.cycles, event.climb))
    return settled(ended, event.withdrawn, "withdrawn", event.at)


def _spent(paging: Paging, event: e.LadderSpent) -> Paging:
    return changed(paging, event.climb, state="spent", due=None, why=event.why, again=None)


def _stopped(paging: Paging, event: e.LadderStopped) -> Paging:
    moved = changed(paging, event.climb, state="stopped", due=None, why=event.reason, again=None)
    ended = altered(moved, cycles=without_cycles(moved.cycles, event.climb))
    return settled(ended, event.withdrawn, "withdrawn", event.at)


def _held(paging: Paging, event: e.PagingHeld) -> Paging:
    return altered(paging, held_since=event.at, held_reason=event.reason)


def _released(paging: Paging, event: e.PagingReleased) -> Paging:
    return altered(paging, held_since=None, held_reason="")


_FOLDS: dict[type, Callable[[Paging, Any], Paging]] = {
    e.LadderStarted: started,
    e.RungReached: reached,
    e.RungRepeated: repeated,
    e.RungPassed: passed_over,
    e.RungAwaited: awaited,
    e.RungPostponed: postponed,
    e.PageOrdered: ordered,
    e.PageFailed: failed,
    e.LadderAcknowledged: _acknowledged,
    e.LadderEscalated: _escalated,
    e.LadderRaised: _raised,
    e.LadderMoved: _moved,
    e.LadderSpent: _spent,
    e.LadderStopped: _stopped,
    e.PagingHeld: _held,
    e.PagingReleased: _released,
    e.RulesChanged: rules_changed,
}
