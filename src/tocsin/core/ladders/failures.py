"""A page that is undelivered for good: the person's next method at once, then the next rung (A4.5)."""

from datetime import datetime

from tocsin.core.ladders.climbing import next_rung
from tocsin.core.ladders.due import left
from tocsin.core.ladders.events import PageFailed, PagingEvent
from tocsin.core.ladders.pages import order, order_due
from tocsin.core.ladders.run import Run
from tocsin.core.ladders.rungs import Book, Who
from tocsin.core.ladders.state import Cycle, Page, Paging


def failed(
    paging: Paging, page_id: str, book: Book, who: Who, now: datetime, reason: str
) -> list[PagingEvent]:
    """The page cannot be delivered. No event when it is answered, withdrawn or long forgotten.

    While another page of the same turn is out, that one counts; else the person's next method is
    ordered at once; and when nobody of the rung can be reached any more, the next rung is.
    """
    page = paging.pages.get(page_id)
    if page is None or page.state != "ordered":
        return []
    run = Run(paging, book, who, now)
    run.emit(PageFailed(page_id, now, page.person, page.method, reason))
    _another_way(run, page, reason)
    for climb_id in page.climbs:
        _another_rung(run, climb_id, page, reason)
    order_due(run)
    return run.events


def _another_way(run: Run, page: Page, reason: str) -> None:
    cycles = [cycle for id_ in page.cycles if (cycle := run.paging.cycles.get(id_))]
    if any(_out(run, cycle) for cycle in cycles):
        return
    ways = [(at, cycle, rule) for cycle in cycles for rule, at in left(cycle, run.book)]
    other = [way for way in ways if way[2].method != page.method]
    if other:
        method = min(other, key=lambda way: way[0])[2].method
        why = f"`{page.method}` did not reach them: {reason}"
        first = {
            cycle.id: (run.now, cycle, rule) for _, cycle, rule in reversed(other) if rule.method == method
        }
        order(run, list(first.values()), why)


def _another_rung(run: Run, climb_id: str, page: Page, reason: str) -> None:
    climb = run.paging.climbs[climb_id]
    waiting = climb.state == "climbing" and climb.due is not None and run.paging.held_since is None
    if not waiting or any(_hope(run, cycle) for cycle in _present(run, climb_id)):
        return
    why = f"nobody on rung `{climb.rung}` could be reached: `{page.method}` to `{page.person}`: {reason}"
    next_rung(run, climb_id, run.now, why)


def _present(run: Run, climb_id: str) -> list[Cycle]:
    return [cycle for cycle in run.paging.cycles.values() if cycle.latest and cycle.climb == climb_id]


def _hope(run: Run, cycle: Cycle) -> bool:
    return _out(run, cycle) or bool(left(cycle, run.book))


def _out(run: Run, cycle: Cycle) -> bool:
    pages = run.paging.pages.values()
    return any(page.state == "ordered" and cycle.id in page.cycles for page in pages)
