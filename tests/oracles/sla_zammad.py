"""Tickets as Zammad judges them: our clocks, its rules about which of them run.

Attributes are plain writes in the order listed, even when their instants are not in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from tests.oracles.compare import instant
from tests.oracles.schedules import calendar
from tocsin.core.calendar.business import BusinessHours, Exact
from tocsin.core.clocks.clock import Clock, Pause
from tocsin.core.clocks.due import due, used
from tocsin.core.model.duration import Span

RESTING = ("pending", "closed")
_MINUTE = timedelta(minutes=1)


@dataclass
class Ticket:
    """What Zammad keeps of a ticket, and which exchanges it has measured."""

    hours: BusinessHours
    created: datetime
    targets: dict[str, int | None]
    state: str
    exact: Exact = Exact.NEXT_OPEN
    states: list[tuple[datetime, str]] = field(default_factory=list)
    responded: datetime | None = None
    closed: datetime | None = None
    customer: datetime | None = None
    agent: datetime | None = None
    has_policy: bool = True
    minutes: dict[str, int | None] = field(default_factory=dict)
    measured: dict[str, tuple[datetime | None, ...]] = field(default_factory=dict)

    @property
    def is_answered(self) -> bool:
        """True when nothing of the customer waits for an answer."""
        return self.customer is None or (self.agent is not None and self.agent > self.customer)

    def pauses(self) -> tuple[Pause, ...]:
        """From a change into pending or closed to the next change, cut to whole minutes."""
        pairs = pairwise(self.states)
        return tuple(Pause(_minute(a), _minute(b)) for (a, state), (b, _) in pairs if state in RESTING)

    def clock(self, start: datetime, minutes: int, stopped: datetime | None = None) -> Clock:
        """Our clock of one of its targets."""
        target = Span(amount=timedelta(minutes=minutes))
        return Clock("oracle", target, self.hours, "", start, self.pauses(), stopped, self.exact)


def ticket(given: dict[str, Any], convention: Mapping[str, Any]) -> dict[str, Any]:
    """Dues, and minutes used of each target, after all events."""
    found = _new(given, convention)
    _measure(found)
    for event in given.get("events") or []:
        _write(found, event)
        _measure(found)
    return {**_dues(found, bool(given.get("forced"))), **_figures(found)}


def due_at(given: dict[str, Any], convention: Mapping[str, Any]) -> dict[str, Any]:
    found = _walked(given, convention)
    return {"at": _due(found, instant(given["start"]), given["span_min"])}


def elapsed_min(given: dict[str, Any], convention: Mapping[str, Any]) -> dict[str, Any]:
    found = _walked(given, convention)
    found.closed = instant(given["closed_at"]) if given.get("closed_at") else None
    start, end = (instant(given[name]) if given.get(name) else None for name in ("from", "to"))
    return {"minutes": _elapsed(found, start, end)}


def _walked(given: dict[str, Any], convention: Mapping[str, Any]) -> Ticket:
    found = _new(given, convention)
    for event in given.get("events") or []:
        _write(found, event)
    return found


def _new(given: dict[str, Any], convention: Mapping[str, Any]) -> Ticket:
    begun = given.get("created_at") or given.get("start") or given["from"]
    created, state = instant(begun), given.get("initial_state") or "open"
    return Ticket(
        calendar(given["schedule"], convention),
        created,
        given.get("targets") or {},
        state,
        Exact(convention.get("exact_fill") or _usual(convention)),
        [(created, state)],
    )


def _usual(convention: Mapping[str, Any]) -> str:
    """Zammad's choice at an exact fill, where a case does not name another peer."""
    peer = str(convention.get("peer", ""))
    return "close" if peer and "zammad" not in peer else "next_open"


def _write(found: Ticket, event: dict[str, Any]) -> None:
    at, kind = instant(event["at"]), event["type"]
    match kind:
        case "state":
            found.state = event["to"]
            found.states.append((at, event["to"]))
        case "customer_message":
            found.customer = at if found.is_answered else found.customer
        case "customer_contact":
            found.customer = at
        case "agent_message":
            if found.customer is not None and found.responded is None:
                found.responded = at
            found.agent = at
        case "agent_contact":
            found.agent = at
        case "first_response":
            found.responded = at
        case "close":
            found.closed = at
        case "policy_unmatched":
            found.has_policy = False
        case _:
            raise ValueError(f"unknown event type `{kind}` of kind `sla_clock`")


def _dues(found: Ticket, forced: bool) -> dict[str, datetime | None]:
    rests = not found.has_policy or (found.state in RESTING and not forced)
    first = None if rests or found.responded else found.created
    update = None if rests or found.is_answered else found.customer
    close = None if rests or found.closed else found.created
    dues = {
        "first_response_due_at": _due(found, first, found.targets.get("first_response_min")),
        "update_due_at": _due(found, update, found.targets.get("update_min")),
        "close_due_at": _due(found, close, found.targets.get("solution_min")),
    }
    return {
        **dues,
        "solution_due_at": dues["close_due_at"],
        "next_due_at": min((at for at in dues.values() if at), default=None),
    }


def _due(found: Ticket, start: datetime | None, minutes: int | None) -> datetime | None:
    return due(found.clock(start, minutes)) if start and minutes and minutes > 0 else None


def _measure(found: Ticket) -> None:
    """Minutes used are taken when an attribute changes; while the ticket rests only a closing is taken."""
    closing = ("close", (found.closed,))
    if found.state in RESTING and found.measured.get("close") == closing[1]:
        return
    taken = {
        "first_response": (found.responded,),
        "update": (found.customer, found.agent) if found.is_answered else (None,),
        "close": (found.closed,),
    }
    for name, key in taken.items():
        if found.measured.get(name) != key:
            _take(found, name, key)
            found.measured[name] = key


def _take(found: Ticket, name: str, key: tuple[datetime | None, ...]) -> None:
    target = found.targets.get("solution_min" if name == "close" else f"{name}_min")
    start, end = (found.created, key[0]) if len(key) == 1 else key
    spent = _elapsed(found, start, end) if target is not None and found.has_policy else None
    if spent is None:
        return
    before = found.minutes.get(name)
    found.minutes[name] = max(spent, before or 0) if name == "update" else spent


def _elapsed(found: Ticket, start: datetime | None, end: datetime | None) -> int | None:
    if start is None or end is None:
        return None
    until = min(end, found.closed) if found.closed else end
    begin = max(start, found.created)
    return used(found.clock(begin, 1, until), until) // _MINUTE


def _figures(found: Ticket) -> dict[str, int | None]:
    figures: dict[str, int | None] = {}
    for name in ("first_response", "update", "close"):
        spent = found.minutes.get(name)
        target = found.targets.get("solution_min" if name == "close" else f"{name}_min")
        figures[f"{name}_in_min"] = spent
        figures[f"{name}_diff_min"] = None if spent is None or target is None else target - spent
    return figures


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
