"""What the list keeps of an escalation besides its facts: what is due next, who is concerned, how it went."""

from typing import Any

from tocsin.core.clocks.due import used
from tocsin.core.lifecycle.clocks import Ticking, clocks, due_of
from tocsin.core.lifecycle.evolve import mark
from tocsin.core.lifecycle.obligations import Obligation, obligations
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.table import ALIVE

BEHIND = "resolution"
"""A clock that no single step can answer: once it is late, what else is due comes first."""
_LONGEST = 500
"""Characters of a name or a reference that are searched."""


def board_fields(state: State, rules: Rules) -> dict[str, Any]:
    """The fields of the list's line that the board sorts, filters and counts by."""
    all_ = clocks(state, rules)
    due = _next(state, rules, all_)
    said = (state.id, state.ticket.customer, state.ticket.reference, state.owner)
    return {
        "due_at": due.due_at if due else None,
        "due_kind": (due.clock or due.kind) if due else "",
        "team": state.judged.team,
        "waiting": state.is_waiting,
        "people": concerned(state),
        "terms": " ".join(text[:_LONGEST] for text in said if text),
        "opened_at": state.times.opened,
        "original": state.links.original,
        **_promises(state, all_),
    }


def next_due(state: State, rules: Rules) -> Obligation | None:
    """What people owe next, by which the desk is sorted (A3): the clock that runs out first, or has run out.

    A clock that ran out stays first until it is answered, except `resolution`: nobody can answer it with one
    step, so other clocks come before it. Without any clock it is the next page. None: nothing is due.
    """
    return _next(state, rules, clocks(state, rules))


def concerned(state: State) -> tuple[str, ...]:
    """Everyone who has to do with it: who owns it, holds a seat, is offered it, is paged, or reported it."""
    paged = (page.person for page in state.paging.pages.values() if page.state == "ordered")
    offered = [state.offer.to] if state.offer else []
    named = (state.owner, *state.seats.values(), *offered, *paged, state.ticket.reporter)
    return tuple(sorted({person for person in named if person}))


def _next(state: State, rules: Rules, all_: tuple[Ticking, ...]) -> Obligation | None:
    if state.status not in ALIVE:
        return None
    told = set(state.marks)
    found = []
    for ticking in all_:
        due = due_of(ticking.clock) if ticking.clock.stopped is None else None
        if due is not None:
            behind = ticking.name == BEHIND and mark(BEHIND, ticking.number, "breach") in told
            obligation = Obligation(
                "breach", due, ticking.name, ticking.turns[-1], due, ticking.name, ticking.number
            )
            found.append((behind, due, obligation))
    if found:
        return min(found, key=lambda one: one[:2])[2]
    return next((one for one in obligations(state, rules) if one.kind == "page"), None)


def _promises(state: State, all_: tuple[Ticking, ...]) -> dict[str, Any]:
    """How long the first word and the resolution took in open time of their clocks, and whether in time."""
    by_name = {ticking.name: ticking.clock for ticking in all_}
    times = state.times
    said: dict[str, Any] = {"responded_at": times.responded, "resolved_at": times.resolved}
    response, resolution = by_name.get("response"), by_name.get(BEHIND)
    if response is not None and times.responded is not None:
        said["response_took"] = used(response, times.responded)
    if resolution is not None and times.resolved is not None:
        said["resolution_took"] = used(resolution, times.resolved)
        due = due_of(resolution)
        said["in_time"] = due is None or times.resolved <= due
    return said
