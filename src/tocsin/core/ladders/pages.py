"""Ordering pages: everything due now, each person and method once (A4.5)."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.core.ladders.due import left
from tocsin.core.ladders.events import PageOrdered
from tocsin.core.ladders.run import Run
from tocsin.core.ladders.rungs import Rule
from tocsin.core.ladders.state import Cycle

_Moment = tuple[datetime, Cycle, Rule]


def order_due(run: Run) -> None:
    """Orders every page whose moment has come; one page stands for all rules of a person and method."""
    groups: dict[tuple[str, str], list[_Moment]] = {}
    for cycle in run.paging.cycles.values():
        for rule, at in left(cycle, run.book):
            if at <= run.now:
                groups.setdefault((cycle.person, rule.method), []).append((at, cycle, rule))
    for moments in sorted(groups.values(), key=lambda group: min(at for at, _, _ in group)):
        order(run, moments)


def order(run: Run, moments: Sequence[_Moment], why: str = "") -> None:
    """Orders one page for these moments, all of one person and one method."""
    due_at, first, rule = min(moments, key=lambda moment: moment[0])
    covers = tuple((cycle.id, rule.id) for _, cycle, rule in moments)
    ids = dict.fromkeys(cycle.id for _, cycle, _ in moments)
    run.emit(
        PageOrdered(
            f"p{run.paging.page_count + 1}",
            run.now,
            due_at,
            first.person,
            rule.method,
            tuple(dict.fromkeys(cycle.climb for _, cycle, _ in moments)),
            first.rung,
            covers,
            finished=tuple(id_ for id_ in ids if _finished(run, id_, covers)),
            why=why or first.why,
        )
    )


def _finished(run: Run, id_: str, covers: Sequence[tuple[str, str]]) -> bool:
    now = {rule for cycle, rule in covers if cycle == id_}
    return all(rule.id in now for rule, _ in left(run.paging.cycles[id_], run.book))
