"""GoAlert's editing of temporary schedules: trim, cut and merge. Tocsin edits none, it only obeys them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from tests.oracles.oncall_goalert import minute
from tocsin.core.oncall.layers import Planned


class Plan(NamedTuple):
    """A span with the shifts in it."""

    start: datetime
    end: datetime
    shifts: tuple[Planned, ...]


def read(told: Mapping[str, Any]) -> Plan:
    shifts = (Planned(s["user"], minute(s["start"]), minute(s["end"])) for s in told.get("shifts") or ())
    return Plan(minute(told["start"]), minute(told["end"]), tuple(shifts))


def told(plan: Plan) -> dict[str, Any]:
    shifts = [{"user": s.person, "start": s.start, "end": s.end} for s in plan.shifts]
    return {"start": plan.start, "end": plan.end, "shifts": shifts}


def clipped(plan: Plan, start: datetime, end: datetime) -> Plan | None:
    """The plan between two instants; None when nothing is left of it."""
    low, high = max(plan.start, start), min(plan.end, end)
    if low >= high:
        return None
    if (low, high) == (plan.start, plan.end):
        return plan
    cut = (Planned(s.person, max(s.start, low), min(s.end, high)) for s in plan.shifts)
    return Plan(low, high, tuple(s for s in cut if s.start < s.end))


def without(plans: Sequence[Plan], start: datetime, end: datetime) -> list[Plan]:
    """The plans with a hole from `start` to `end`."""
    if start >= end:
        return list(plans)
    parts = ((clipped(p, p.start, start), clipped(p, end, p.end)) for p in plans)
    return [part for pair in parts for part in pair if part is not None]


def merged(plans: Sequence[Plan]) -> list[Plan]:
    """Plans that meet become one, and so do a person's shifts that meet; shifts end with their plan."""
    found: list[Plan] = []
    for plan in sorted(plans, key=lambda p: p.start):
        if found and plan.start <= found[-1].end:
            last = found[-1]
            found[-1] = Plan(last.start, max(last.end, plan.end), (*last.shifts, *plan.shifts))
        else:
            found.append(plan)
    return [plan._replace(shifts=_joined(plan)) for plan in found]


def _joined(plan: Plan) -> tuple[Planned, ...]:
    cut = [Planned(s.person, max(s.start, plan.start), min(s.end, plan.end)) for s in plan.shifts]
    found: list[Planned] = []
    for shift in sorted(s for s in cut if s.start < s.end):
        if found and found[-1].person == shift.person and shift.start <= found[-1].end:
            found[-1] = found[-1]._replace(end=max(found[-1].end, shift.end))
        else:
            found.append(shift)
    return tuple(found)
