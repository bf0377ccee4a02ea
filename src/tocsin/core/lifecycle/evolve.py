"""The fold: the state after an event. Total and pure; it decides nothing (design §3)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from tocsin.core.ladders.evolve import evolve as evolve_paging
from tocsin.core.ladders.evolve import touch
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.codec import Happened
from tocsin.core.lifecycle.parts import Breach, Offer, Rating, Stretch
from tocsin.core.lifecycle.state import ASKED, State
from tocsin.core.lifecycle.table import MOVES


class At(NamedTuple):
    """When it happened (aware UTC), and whose doing it was."""

    at: datetime
    by: str


def evolve(state: State, event: Happened, at: datetime, by: str) -> State:
    """The state once the event has happened at `at` by the actor `by`."""
    if not isinstance(event, e.Event):
        paging, times = evolve_paging(state.paging, event), replace(state.times, last=at)
        return replace(state, version=state.version + 1, paging=paging, times=times)
    changes: dict[str, Any] = _FOLDS[type(event)](state, event, At(at, by))
    move = MOVES.get(event.kind)
    if move:
        changes["status"] = move[1]
    times = replace(changes.get("times", state.times), last=at)
    return replace(state, **{**changes, "times": times, "version": state.version + 1})


def fold(state: State, happened: Iterable[tuple[Happened, datetime, str]]) -> State:
    """The state once all of them have happened, in order."""
    for event, at, by in happened:
        state = evolve(state, event, at, by)
    return state


Changes = dict[str, Any]


def _nothing(_state: State, _event: Any, _at: At) -> Changes:
    return {}


def _times(state: State, **changes: datetime | None) -> Changes:
    return {"times": replace(state.times, **changes)}


def _progress(state: State, at: At, **changes: Any) -> Changes:
    """Somebody worked on it: patience with silence after an acknowledge counts anew."""
    return {**changes, "paging": touch(state.paging, at.at)}


def _reported(_state: State, event: e.Reported, at: At) -> Changes:
    return {"ticket": event.ticket, "facts": dict(event.facts), **_times(_state, reported=at.at)}


def _facts(state: State, event: e.FactsRecorded, at: At) -> Changes:
    facts = {**state.facts, **event.facts}
    moved = "segment" in event.facts and event.facts["segment"] != state.facts.get("segment")
    changes: Changes = {"facts": facts}
    if moved and state.severity:
        changes["ratings"] = _rated(state, at, "the segment is known", segment=str(facts["segment"]))
    return changes


def _rated(
    state: State, at: At, why: str, severity: str = "", level: int | None = None, segment: str = ""
) -> tuple[Rating, ...]:
    now = Rating(
        at.at,
        severity or state.severity,
        state.level if level is None else level,
        segment or state.segment,
        why,
    )
    return (*state.ratings, now)


def _judged(state: State, event: e.Judged, at: At) -> Changes:
    """The first answer sets severity and level; later ones are followed by a change of their own."""
    changes: Changes = {"judged": event.judgement}
    if event.judgement.stop:
        changes["stopped"] = True
        if state.is_escalation and not state.judged.stop:
            changes |= _asked(state, at)
    if not state.severity:
        severity, level = event.judgement.severity, event.judgement.level
        why = event.reasons[0].text if event.reasons else ""
        changes |= {
            "severity": severity,
            "level": level,
            "ratings": _rated(state, at, why, severity, level),
        }
    return changes


def _triaged(state: State, at: At) -> Changes:
    return _times(state, triaged=state.times.triaged or at.at)


def _opened(state: State, event: e.Opened, at: At) -> Changes:
    triaged = state.times.triaged or at.at
    times = replace(state.times, triaged=triaged, opened=at.at, acknowledge_wanted=at.at, sme_wanted=at.at)
    return {
        "asked": state.asked + 1,
        "severity": event.severity,
        "level": event.level,
        "owner": event.owner,
        "seats": {**state.seats, "owner": event.owner},
        "times": times,
        "ratings": _rated(state, at, event.why, event.severity, event.level),
    }


def _severity(state: State, event: e.SeverityChanged, at: At) -> Changes:
    return {"severity": event.after, "ratings": _rated(state, at, event.why, severity=event.after)}


def _level(state: State, event: e.LevelChanged, at: At) -> Changes:
    changes: Changes = {"level": event.after, "ratings": _rated(state, at, event.why, level=event.after)}
    if event.after > event.before and state.is_escalation:
        # A higher level is a new request to answer, with its own time to acknowledge.
        changes |= _asked(state, at)
    return changes


def _asked(state: State, at: At, **times: datetime | None) -> Changes:
    """People are asked to answer anew, with a time to acknowledge of its own (A4.3)."""
    changes = _times(state, acknowledged=None, acknowledge_wanted=at.at, **times)
    return {**changes, "asked": state.asked + 1}


def _seated(state: State, event: e.Seated, _at: At) -> Changes:
    return {"seats": {**state.seats, event.role: event.person}}


def _unseated(state: State, event: e.Unseated, _at: At) -> Changes:
    return {"seats": {role: person for role, person in state.seats.items() if role != event.role}}


def _offered(state: State, event: e.HandOverOffered, at: At) -> Changes:
    return {"offer": Offer(event.to, at.by, at.at, event.note), "offers": state.offers + 1}


def _refused(_state: State, _event: e.HandOverRefused, _at: At) -> Changes:
    return {"offer": None}


def _handed_over(state: State, event: e.HandedOver, at: At) -> Changes:
    seats = {**state.seats, "owner": event.after}
    return _progress(state, at, owner=event.after, seats=seats, offer=None)


def _by_name(climb: str) -> bool:
    """A team without a ladder holds a space as well, and is the policy's."""
    return ASKED in climb and not climb.startswith("team ")


def _acknowledged(state: State, event: e.Acknowledged, at: At) -> Changes:
    """An answer to what one was asked by name is none for the team that nobody has answered for yet."""
    waiting = [c.id for c in state.paging.climbs.values() if c.state in ("climbing", "spent")]
    if not all(map(_by_name, waiting)) and all(map(_by_name, event.climbs)):
        return {}
    return _times(state, acknowledged=state.times.acknowledged or at.at)


def _sme(state: State, _event: e.SmeEngaged, at: At) -> Changes:
    return _progress(state, at, **_times(state, sme_engaged=state.times.sme_engaged or at.at))


def _suggested(state: State, event: e.DuplicatesSuggested, _at: At) -> Changes:
    return {"links": replace(state.links, suggested=event.suggestions)}


def _linked(state: State, event: e.Linked, at: At) -> Changes:
    return {"links": replace(state.links, original=event.original), **_times(state, linked=at.at)}


def _unlinked(state: State, event: e.Unlinked, at: At) -> Changes:
    """On its own again, it asks for an answer from now, and for an expert if it has none."""
    others = tuple(one for one in state.links.suggested if one.stream != event.original)
    changes: Changes = {
        "links": replace(state.links, original="", suggested=others),
        "alone": state.alone + 1,
    }
    if state.times.opened is None:
        return {**changes, **_times(state, linked=None)}
    wanted = state.times.sme_wanted if state.times.sme_engaged else at.at
    return {**changes, **_asked(state, at, linked=None, sme_wanted=wanted)}


def _joined(state: State, event: e.Joined, _at: At) -> Changes:
    duplicates = (*state.links.duplicates, event.duplicate)
    return {"links": replace(state.links, duplicates=duplicates)}


def _parted(state: State, event: e.Parted, _at: At) -> Changes:
    left = tuple(stream for stream in state.links.duplicates if stream != event.duplicate)
    return {"links": replace(state.links, duplicates=left)}


def _grown(state: State, event: e.Grown, _at: At) -> Changes:
    return {"links": replace(state.links, grown=event.count)}


def _waiting(state: State, event: e.WaitingStarted, at: At) -> Changes:
    waits = (*state.waits, Stretch(at.at, paused=event.paused))
    return {"waits": waits, "paging": touch(state.paging, at.at, silence=True)}


def _resumed(state: State, _event: e.WaitingEnded, at: At) -> Changes:
    ended = replace(state.waits[-1], end=at.at)
    return {"waits": (*state.waits[:-1], ended), "paging": touch(state.paging, at.at, silence=False)}


def _finding(state: State, event: e.FindingRecorded, at: At) -> Changes:
    return _progress(state, at, **(_times(state, cause=at.at) if event.cause else {}))


def _mitigation(state: State, _event: e.MitigationRecorded, at: At) -> Changes:
    return _progress(state, at, **_times(state, mitigated=at.at))


def _workaround(state: State, event: e.WorkaroundRecorded, at: At) -> Changes:
    return _progress(state, at, **(_times(state, worked_around=at.at) if event.accepted else {}))


def _updated(state: State, event: e.UpdateSent, at: At) -> Changes:
    times = replace(state.times, responded=state.times.responded or at.at, updated=at.at)
    return _progress(state, at, times=times, updates=state.updates + 1, next_update=event.next_at)


def _confirmed(state: State, event: e.LinesConfirmed, at: At) -> Changes:
    return {"confirmed": {**state.confirmed, **dict.fromkeys(event.lines, at.by)}}


def _ticked(state: State, _event: e.Ticked, at: At) -> Changes:
    return _progress(state, at)


def _stabilised(state: State, _event: e.Stabilised, at: At) -> Changes:
    return _progress(state, at, **_times(state, stabilised=at.at))


def _verified(state: State, _event: e.Verified, at: At) -> Changes:
    return _progress(state, at, **_times(state, verified=at.at))


def _resolved(state: State, _event: e.Resolved, at: At) -> Changes:
    stabilised = state.times.stabilised or at.at
    return _progress(state, at, **_times(state, resolved=at.at, stabilised=stabilised))


def _reopened(state: State, event: e.Reopened, at: At) -> Changes:
    times = replace(
        state.times,
        triaged=state.times.triaged or state.times.closed or at.at,
        opened=state.times.opened or at.at,
        acknowledged=None, acknowledge_wanted=at.at,
        sme_wanted=state.times.sme_wanted if state.times.sme_engaged else at.at,
        mitigated=None, worked_around=None, cause=None,
        stabilised=None, verified=None, resolved=None, closed=None, reopened=at.at,
    )  # fmt: skip
    changes: Changes = {
        "times": times, "owner": event.owner, "level": event.level,
        "seats": {**state.seats, "owner": event.owner},
        "confirmed": {}, "reopenings": state.reopenings + 1, "asked": state.asked + 1,
    }  # fmt: skip
    if event.level != state.level:
        changes["ratings"] = _rated(state, at, event.why, level=event.level)
    return changes


def _closed(state: State, _event: e.Closed, at: At) -> Changes:
    return {**_times(state, closed=at.at), "offer": None}


def _noted(state: State, _event: e.Noted, at: At) -> Changes:
    return _progress(state, at, **_times(state, noted=at.at))


def _attached(state: State, _event: e.Attached, at: At) -> Changes:
    return _times(state, attached=at.at)


@cache
def percent(fraction: float) -> str:
    """A fraction of a target as people say it, and as marks keep it."""
    return f"{fraction:.0%}"


def mark(clock: str, count: int, what: str) -> str:
    """The mark of something told about a clock: `update/3/80%`."""
    return f"{clock}/{count}/{what}"


def _told(state: State, clock: str, count: int, what: str) -> Changes:
    """Nothing is told of a run that is over: its marks make room."""
    earlier, present = f"{clock}/", f"{clock}/{count}/"
    kept = (m for m in state.marks if m.startswith(present) or not m.startswith(earlier))
    return {"marks": (*kept, mark(clock, count, what))}


def _warned(state: State, event: e.ClockWarned, _at: At) -> Changes:
    return _told(state, event.clock, event.count, percent(event.fraction))


def _breached(state: State, event: e.ClockBreached, _at: At) -> Changes:
    breach = Breach(event.clock, event.count, event.due_at)
    told = _told(state, event.clock, event.count, "breach")
    return {**told, "breaches": (*state.breaches, breach)}


def _reminded(state: State, event: e.Reminded, _at: At) -> Changes:
    return _told(state, "update", event.count, f"remind {event.who}")


def _moved(state: State, event: e.PolicyMoved, at: At) -> Changes:
    rating = Rating(at.at, state.severity, state.level, state.segment, event.why, moved=True)
    return {"policy": event.after, "ratings": (*state.ratings, rating) if state.ratings else ()}


_FOLDS: dict[type[Any], Callable[[State, Any, At], Changes]] = {
    e.Reported: _reported,
    e.FactsRecorded: _facts,
    e.Judged: _judged,
    e.Returned: lambda state, _event, at: _triaged(state, at),
    e.KeptInTier: lambda state, _event, at: _triaged(state, at),
    e.Opened: _opened,
    e.SeverityChanged: _severity,
    e.LevelChanged: _level,
    e.Seated: _seated,
    e.Unseated: _unseated,
    e.HandOverOffered: _offered,
    e.HandOverRefused: _refused,
    e.HandedOver: _handed_over,
    e.Acknowledged: _acknowledged,
    e.Declined: _nothing,
    e.SmeEngaged: _sme,
    e.DuplicatesSuggested: _suggested,
    e.Linked: _linked,
    e.Unlinked: _unlinked,
    e.Joined: _joined,
    e.Parted: _parted,
    e.Grown: _grown,
    e.WaitingStarted: _waiting,
    e.WaitingEnded: _resumed,
    e.FindingRecorded: _finding,
    e.MitigationRecorded: _mitigation,
    e.WorkaroundRecorded: _workaround,
    e.UpdateSent: _updated,
    e.LinesConfirmed: _confirmed,
    e.Ticked: _ticked,
    e.Stabilised: _stabilised,
    e.Verified: _verified,
    e.Resolved: _resolved,
    e.Reopened: _reopened,
    e.Closed: _closed,
    e.Noted: _noted,
    e.Attached: _attached,
    e.ClockWarned: _warned,
    e.ClockBreached: _breached,
    e.Reminded: _reminded,
    e.PolicyMoved: _moved,
    e.Undelivered: _nothing,
    e.Erased: _nothing,
}
