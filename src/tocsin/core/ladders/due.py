"""What is due next, and why: pages of running cycles, rungs, repeats, patience with silence (A4.5, AP.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tocsin.core.ladders.rungs import Book, Rule
from tocsin.core.ladders.state import Climb, Cycle, Paging

Kind = Literal["rung", "repeat", "page", "silent", "night"]
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Due:
    """The next thing that paging has to do, at an aware instant. `why` says which wait ends then."""

    at: datetime
    kind: Kind
    climb_id: str
    why: str


def next_due(paging: Paging, book: Book) -> Due | None:
    """The earliest thing due, or None when nothing is (acknowledged, spent or stopped)."""
    climbs = (climb_due(paging, climb, book) for climb in paging.climbs.values())
    found = [*_pages(paging, book), *(due for due in climbs if due)]
    return min(found, key=lambda due: due.at, default=None)


def climb_due(paging: Paging, climb: Climb, book: Book) -> Due | None:
    """What a climb itself does next; nothing while paging is held."""
    if paging.held_since is not None:
        return None
    if climb.state == "acknowledged":
        return None if paging.silence_expected else _patience(climb, book)
    if climb.state != "climbing" or climb.due is None:
        return None
    if climb.again is not None and climb.again < climb.due:
        return Due(climb.again, "repeat", climb.id, f"rung `{climb.rung}` pages again")
    return Due(climb.due, "rung", climb.id, climb.why or f"the wait on rung `{climb.rung}` ends")


def _patience(climb: Climb, book: Book) -> Due | None:
    if climb.acknowledged_at is None:
        return None
    ladder = book.ladder(climb.ladder)
    found = []
    if ladder.silent_after is not None:
        quiet_since = max(climb.acknowledged_at, climb.progress_at or climb.acknowledged_at)
        why = "acknowledged, and then nothing was heard"
        found.append(Due(quiet_since + ladder.silent_after, "silent", climb.id, why))
    if ladder.night and climb.progress_at is None and _by_night(climb, book):
        why = "acknowledged at night, and no progress since"
        found.append(Due(climb.acknowledged_at + ladder.night.after, "night", climb.id, why))
    return min(found, key=lambda due: due.at, default=None)


def _by_night(climb: Climb, book: Book) -> bool:
    night, at = book.ladder(climb.ladder).night, climb.acknowledged_at
    person = climb.acknowledged_by[-1] if climb.acknowledged_by else ""
    return bool(night and at and book.at_night(night, person, at))


def _pages(paging: Paging, book: Book) -> Iterator[Due]:
    for cycle in paging.cycles.values():
        rules = left(cycle, book)
        if rules:
            rule, at = min(rules, key=lambda pair: pair[1])
            yield Due(at, "page", cycle.climb, f"`{cycle.person}` is paged by {rule.method}")


def left(cycle: Cycle, book: Book) -> list[tuple[Rule, datetime]]:
    """The rules of a cycle that have not fired, with their instants; a moment already past is none."""
    if cycle.done:
        return []
    fires = [(rule, cycle.began + rule.after) for rule in book.rules_of(cycle.person)]
    since = cycle.since or cycle.began - _MOMENT
    return [(rule, at) for rule, at in fires if at > since and rule.id not in cycle.ordered]


def on_time(due: datetime | None, now: datetime, allowance: timedelta = timedelta(minutes=5)) -> bool | None:
    """True while a planned instant is ahead or only just past; False: somebody must look; None: no plan."""
    return None if due is None else due > now - allowance
