"""Time passes: everything overdue is done once, and the next waits count from then (A4.5, AP.1)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.core.ladders.climbing import begin_again, next_rung, repeat
from tocsin.core.ladders.due import climb_due, next_due
from tocsin.core.ladders.events import LadderSpent, PageOrdered, PagingEvent, RungAwaited, RungPassed
from tocsin.core.ladders.pages import order_due
from tocsin.core.ladders.run import Run
from tocsin.core.ladders.rungs import Book, Who
from tocsin.core.ladders.state import Paging


def advance(paging: Paging, book: Book, who: Who, now: datetime) -> list[PagingEvent]:
    """Everything overdue at `now` (aware): each climb moves one rung at most, each page is ordered once.

    After a pause of the engine nothing is sent twice and no rung is rushed: following waits count from
    `now`. `due_at` beside `at` in each event says how late it was.
    """
    run = Run(paging, book, who, now)
    move_on(run)
    return run.events


def move_on(run: Run) -> None:
    """The same within a decision under way."""
    for id_ in list(run.paging.climbs):
        _step(run, id_)
    order_due(run)


def _step(run: Run, id_: str) -> None:
    due = climb_due(run.paging, run.climb(id_), run.book)
    if due is None or due.at > run.now:
        return
    climb = run.climb(id_)
    if due.kind == "repeat" and climb.due is not None and climb.due > run.now:
        repeat(run, id_, due.at)
    elif due.kind in ("rung", "repeat"):
        next_rung(run, id_, climb.due or due.at, climb.why or f"nobody answered on rung `{climb.rung}`")
    else:
        begin_again(run, id_, due.at, due.why)


@dataclass(frozen=True)
class Planned:
    """What happens at `at` if nobody answers: a page, or why a rung pages nobody."""

    at: datetime
    climb: str
    rung: str
    person: str = ""
    method: str = ""
    why: str = ""


def timetable(
    paging: Paging,
    book: Book,
    who: Who,
    now: datetime,
    limit: int = 50,
    within: timedelta = timedelta(days=7),
) -> list[Planned]:
    """Who is paged next and when, if nobody answers: at most `limit` lines, no further than `within`.

    `who` is asked at those instants, so a hand-over of the rotation in between is seen.
    """
    found: list[Planned] = []
    run = Run(paging, book, who, now)
    while len(found) < limit:
        due = next_due(run.paging, book)
        if due is None or due.at > now + within:
            break
        run = replace(run, now=max(due.at, run.now), events=[])
        move_on(run)
        found += [plan for event in run.events if (plan := _planned(event))]
    return found[:limit]


def _planned(event: PagingEvent) -> Planned | None:
    match event:
        case PageOrdered():
            return Planned(event.at, event.climbs[0], event.rung, event.person, event.method, event.why)
        case RungPassed() | RungAwaited():
            return Planned(event.at, event.climb, event.rung, why=event.why)
        case LadderSpent():
            return Planned(event.at, event.climb, "", why=event.why)
    return None
