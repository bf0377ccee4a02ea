"""The part of the fold that keeps turns and pages: begun, ordered, settled, dropped (A4.5)."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.core.ladders import events as e
from tocsin.core.ladders.state import Cycle, Page, PageState, Paging, altered

KEPT_PAGES = 64
"""So many pages stay in the state; older ones are found in the events."""


def begun(paging: Paging, event: e.RungReached | e.RungRepeated, called: Sequence[e.Called]) -> Paging:
    """New turns for these people; turns of theirs that have nothing left to send are dropped."""
    people = {someone.person for someone in called}
    cycles: dict[str, Cycle] = {}
    for id_, cycle in paging.cycles.items():
        if cycle.climb != event.climb:
            cycles[id_] = cycle
        elif not (cycle.done and cycle.person in people):
            cycles[id_] = altered(cycle, latest=False) if cycle.latest else cycle
    count = paging.cycle_count
    for someone in called:
        count += 1
        id_ = f"c{count}"
        why = someone.why or someone.target
        cycles[id_] = Cycle(id_, event.climb, event.rung, someone.person, event.at, why=why)
    return altered(paging, cycles=cycles, cycle_count=count)


def ordered(paging: Paging, event: e.PageOrdered) -> Paging:
    """The page is on record, and its rules have fired; the oldest page makes room."""
    cycles = dict(paging.cycles)
    for id_, rule in event.covers:
        cycle = cycles[id_]
        cycles[id_] = altered(cycle, ordered=(*cycle.ordered, rule), done=id_ in event.finished)
    covered = tuple(dict.fromkeys(id_ for id_, _ in event.covers))
    page = Page(event.page, event.person, event.method, event.climbs, covered, event.due_at, event.at)
    pages = {**paging.pages, event.page: page}
    if len(pages) > KEPT_PAGES:  # what still waits for an answer goes last
        settled_ = (id_ for id_, page in pages.items() if page.state != "ordered")
        del pages[next(settled_, next(iter(pages)))]
    return altered(paging, cycles=cycles, pages=pages, page_count=paging.page_count + 1)


def failed(paging: Paging, event: e.PageFailed) -> Paging:
    """The page will not be answered."""
    return settled(paging, (event.page,), "failed", event.at)


def settled(paging: Paging, ids: Sequence[str], state: PageState, at: datetime) -> Paging:
    """These pages wait for no answer any more."""
    if not ids:
        return paging
    pages = dict(paging.pages)
    for id_ in ids:
        if id_ in pages:
            pages[id_] = altered(pages[id_], state=state, settled_at=at)
    return altered(paging, pages=pages)


def without_cycles(cycles: dict[str, Cycle], climb: str, person: str = "") -> dict[str, Cycle]:
    """The turns less those of a climb, or less one person's in it."""
    return {
        id_: cycle
        for id_, cycle in cycles.items()
        if cycle.climb != climb or (person and cycle.person != person)
    }


def rules_changed(paging: Paging, event: e.RulesChanged) -> Paging:
    """Moments up to now are past for turns that are running."""
    cycles = {id_: altered(cycle, since=event.at, done=False) for id_, cycle in paging.cycles.items()}
    return altered(paging, cycles=cycles)
