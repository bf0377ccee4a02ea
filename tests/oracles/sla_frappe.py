"""Tickets as Frappe Helpdesk judges them: our calendar and clocks, its rules about hold and status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.oracles.compare import instant
from tests.oracles.schedules import calendar
from tocsin.core.calendar.business import BusinessHours, Exact
from tocsin.core.clocks.clock import Clock
from tocsin.core.clocks.due import due, used
from tocsin.core.model.duration import Span

_ZERO = timedelta(0)
_DONE = ("resolved", "closed")


@dataclass
class Ticket:
    """What Frappe keeps of a ticket. `hold` is open time spent in pauses that are over."""

    hours: BusinessHours
    created: datetime
    state: str
    exact: Exact
    hold: timedelta = _ZERO
    responded: datetime | None = None
    resolved: datetime | None = None
    paused: datetime | None = None
    resolution: timedelta | None = None

    def clock(self, minutes: float, hold: timedelta = _ZERO, stopped: datetime | None = None) -> Clock:
        """Our clock of a target; the hold is added to it, as the peer does."""
        target = Span(amount=timedelta(minutes=minutes) + hold)
        return Clock("oracle", target, self.hours, "", self.created, (), stopped, self.exact)

    def elapsed(self, until: datetime) -> timedelta:
        """Open time from creation."""
        return used(self.clock(1), until)


def ticket(given: dict[str, Any], convention: Mapping[str, Any]) -> dict[str, Any]:
    """Dues, hold, resolution time and status after all events."""
    found = Ticket(
        calendar(given["schedule"], convention),
        instant(given["created_at"]),
        given.get("initial_state") or "open",
        Exact(convention.get("exact_fill", "close")),
        timedelta(seconds=given.get("total_hold_seconds") or 0),
    )
    last = found.created
    for event in given.get("events") or []:
        last = instant(event["at"])
        _write(found, event, last)
    now = instant(given["evaluate_at"]) if given.get("evaluate_at") else last
    return _answers(found, given.get("targets") or {}, now)


def _write(found: Ticket, event: dict[str, Any], at: datetime) -> None:
    match event["type"]:
        case "state":
            _state(found, event["to"], at)
        case "agent_message" | "agent_contact" | "first_response":
            found.responded = found.responded or at
        case "close":
            _state(found, "closed", at)
        case "customer_message" | "customer_contact":
            pass
        case _:
            raise ValueError(f"unknown event type `{event['type']}` of kind `sla_clock`")


def _state(found: Ticket, to: str, at: datetime) -> None:
    before, found.state = found.state, to
    if before == to or (before in _DONE and to in _DONE):
        return
    if before == "open" or to != "open":
        found.responded = found.responded or at
    reopened = found.resolved if to == "open" else None
    found.resolved, found.resolution = None, None
    if to in _DONE:
        found.resolved = at
        found.resolution = max(found.elapsed(at) - found.hold, _ZERO)
    held_since = found.paused or reopened
    if to == "paused":
        found.paused = at
    elif held_since:
        found.hold += found.hours.between(held_since, at)
        found.paused = None


def _answers(found: Ticket, targets: dict[str, Any], now: datetime) -> dict[str, Any]:
    first = _due(found, targets.get("first_response_min"), _ZERO)
    solution = _due(found, targets.get("solution_min"), found.hold)
    return {
        "first_response_due_at": first,
        "solution_due_at": solution,
        "close_due_at": solution,
        "next_due_at": _next(found, first, solution),
        "status": _status(found, first, solution, now),
        "hold_seconds": found.hold.total_seconds(),
        "resolution_seconds": None if found.resolution is None else found.resolution.total_seconds(),
        "first_responded_at": found.responded,
        "first_response_late_seconds": _late(found, first, found.responded),
        "solution_late_seconds": _late(found, solution, found.resolved),
        "resolution_late_seconds": _late(found, solution, found.resolved),
    }


def _due(found: Ticket, minutes: float | None, hold: timedelta) -> datetime | None:
    return None if minutes is None else due(found.clock(minutes, hold))


def _next(found: Ticket, first: datetime | None, solution: datetime | None) -> datetime | None:
    runs = [first if found.responded is None else None]
    runs.append(solution if found.resolved is None and found.paused is None else None)
    return min((at for at in runs if at), default=None)


def _late(found: Ticket, due_at: datetime | None, done: datetime | None) -> float | None:
    """Open seconds from the due time to the deed; none when it was in time."""
    late = due_at is not None and done is not None and done > due_at
    return found.hours.between(due_at, done).total_seconds() if late else None


def _status(found: Ticket, first: datetime | None, solution: datetime | None, now: datetime) -> str:
    if first and (found.responded or now) > first:
        return "failed"
    if solution and found.paused is None and (found.resolved or now) > solution:
        return "failed"
    if found.paused:
        return "paused"
    if found.responded is None:
        return "first_response_due"
    return "resolution_due" if found.resolved is None and solution else "fulfilled"
