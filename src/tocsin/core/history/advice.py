"""Advice in words and figures: which thresholds to move, what that does, what stands in the way (A13.1)."""

from typing import Any

from tocsin.core.criteria.decode import decode_value
from tocsin.core.criteria.vocabulary import Type
from tocsin.core.history.dials import Dials
from tocsin.core.history.plan import Plan
from tocsin.core.history.search import Choice, Point, Search
from tocsin.core.history.tally import Tally


def advise(search: Search, plan: Plan, found: Tally) -> dict[str, Any]:
    """The advice: `changes` (the issue's `advice`), verdict, frontier, what was searched and what was not."""
    present = search.point(search.present)
    best = present if present.miss == 0 else search.best()
    if present.miss == 0:
        search.best()
    changes = _changes(search, best)
    return {
        "changes": changes,
        "verdict": _verdict(search, present, best, plan, found),
        "met": best.miss == 0,
        "present": _figures(search, present),
        "advised": _figures(search, best),
        "frontier": [_figures(search, point) for point in search.frontier()],
        "searched": {name: _range(search.dials, name) for name in search.names},
        "left": search.dials.left,
        "tried": len(search.tried),
    }


def nothing_to_search(dials: Dials) -> dict[str, Any]:
    """The advice when no threshold can be moved on this history."""
    text = "No threshold can be searched: the criteria that this history can judge have none with bounds."
    return {"changes": [], "verdict": text, "met": False, "frontier": [], "searched": {}, "left": dials.left}


def shown(dials: Dials, name: str, index: int) -> str:
    """A threshold's value as the policy writes it."""
    found = dials.ranges[name]
    return decode_value(Type(found.kind, found.currency), found.values[index]).replace(",", "")


def _range(dials: Dials, name: str) -> dict[str, Any]:
    last = len(dials.ranges[name].values) - 1
    return {"from": shown(dials, name, 0), "to": shown(dials, name, last), "values": last + 1}


def _changes(search: Search, best: Point) -> list[dict[str, Any]]:
    """One entry a threshold; its effect is that of this change and of those before it, biggest first."""
    moved = [n for n, (a, b) in enumerate(zip(search.present, best.choice, strict=True)) if a != b]
    present = search.point(search.present)

    def alone(place: int) -> int:
        return abs(
            search.point(_with(search.present, place, best)).effect.escalated - present.effect.escalated
        )

    found, choice = [], search.present
    for place in sorted(moved, key=alone, reverse=True):
        choice = _with(choice, place, best)
        name = search.names[place]
        effect = _shares(search, search.point(choice))
        was, is_ = (shown(search.dials, name, c[place]) for c in (search.present, best.choice))
        found.append({"parameter": name, "from": was, "to": is_, "effect": effect})
    return found


def _with(choice: Choice, place: int, best: Point) -> Choice:
    return (*choice[:place], best.choice[place], *choice[place + 1 :])


def _shares(search: Search, point: Point) -> dict[str, Any]:
    effect, tickets = point.effect, search.tickets or 1
    shares: dict[str, Any] = {
        "escalated": round(effect.escalated / tickets, 6),
        "level_3": round(effect.level_3 / tickets, 6),
        "tickets": effect.escalated,
    }
    if search.bad:
        shares["recall"] = round(effect.hits / search.bad, 4)
        shares["precision"] = round(effect.hits / effect.scored, 4) if effect.scored else None
    return shares


def _figures(search: Search, point: Point) -> dict[str, Any]:
    values = {
        name: shown(search.dials, name, index)
        for name, index, now in zip(search.names, point.choice, search.present, strict=True)
        if index != now
    }
    return {"parameters": values, **_shares(search, point), "met": point.miss == 0}


def _verdict(search: Search, present: Point, best: Point, plan: Plan, found: Tally) -> str:
    if present.miss == 0:
        return "Both targets are met as the policy stands: nothing needs to move."
    shares = _shares(search, best)
    reached = f"{shares['escalated'] * 100:.1f} % escalate and {shares['level_3'] * 100:.2g} % reach level 3"
    if best.miss == 0:
        return f"With these changes {reached}: both targets are met."
    if best.choice == present.choice:
        return (
            f"No threshold brings the shares nearer to their targets: {reached}. "
            f"{_limits(search, best, plan, found)}"
        )
    return f"The nearest that these thresholds reach: {reached}. {_limits(search, best, plan, found)}"


def _limits(search: Search, best: Point, plan: Plan, found: Tally) -> str:
    """What stands in the way: thresholds at the end of their range, criteria without one, facts not there."""
    tickets = search.tickets or 1
    escalated, level_3 = best.effect.escalated / tickets, best.effect.level_3 / tickets
    wanted, told = search.wanted, []
    if escalated > wanted.escalated.high or level_3 > wanted.level_3.high:
        told += [_ends(search, best), _without_threshold(search, plan, found)]
    if escalated < wanted.escalated.low or level_3 < wanted.level_3.low:
        lacking = sum(1 for a in plan.asked if not a.can_hold)
        told.append(
            f"{lacking} criteria cannot be judged on this history, and so never count." if lacking else ""
        )
    return " ".join(text for text in told if text)


def _ends(search: Search, best: Point) -> str:
    """Thresholds that were moved as far as the policy lets them."""
    ends = [
        f"`{name}` ({shown(search.dials, name, index)})"
        for name, index, now in zip(search.names, best.choice, search.present, strict=True)
        if index != now and index in (0, len(search.dials.ranges[name].values) - 1)
    ]
    return (
        f"At the end of its range: {', '.join(ends)}; a wider `from` or `to` would let it go on."
        if ends
        else ""
    )


def _without_threshold(search: Search, plan: Plan, found: Tally) -> str:
    """The criteria that raise most tickets and that no searched threshold moves."""
    fixed = [a for a in plan.raising if a.number not in search.dials.fixed_numbers]
    worst = sorted(fixed, key=lambda a: -found.criteria[a.number].tickets)[:3]
    named = [f"`{a.id}` ({found.criteria[a.number].tickets:,} tickets)" for a in worst]
    named = [text for text, a in zip(named, worst, strict=True) if found.criteria[a.number].tickets]
    return f"No searched threshold moves {', '.join(named)}." if named else ""
