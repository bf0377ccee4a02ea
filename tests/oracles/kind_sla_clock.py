"""Oracles of kind `sla_clock`, asked of `tocsin.core.clocks`. What the peers do around a clock stands in
`sla_zammad` and `sla_frappe`; the arithmetic is ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tests.oracles import sla_frappe, sla_zammad
from tests.oracles.compare import UnknownOpError, differences, instant
from tests.oracles.schedules import calendar, is_valid

Given = dict[str, Any]
Convention = Mapping[str, Any]


def check(given: Given, expect: dict[str, Any], convention: Convention) -> list[str]:
    """What ours answers differently."""
    name = given.get("op")
    op = _OPS.get(name) if name else _ticket
    if op is None:
        raise UnknownOpError("sla_clock", name)
    return differences(expect, op(given, convention))


def _ticket(given: Given, convention: Convention) -> dict[str, Any]:
    peer = sla_zammad if _is_zammad(given, convention) else sla_frappe
    return peer.ticket(given, convention)


def _is_zammad(given: Given, convention: Convention) -> bool:
    peer = str(convention.get("peer", ""))
    if "zammad" in peer or "frappe" in peer:
        return "zammad" in peer
    return "initial_state" in given or "update_min" in given.get("targets", {})


def next_due(given: Given, _: Convention) -> dict[str, Any]:
    """The earliest of the three; nothing is due while the ticket rests."""
    if given.get("state") in sla_zammad.RESTING and not given.get("forced"):
        return {"next_due_at": None}
    names = ("first_response_due_at", "update_due_at", "close_due_at", "solution_due_at")
    return {"next_due_at": min((instant(given[n]) for n in names if given.get(n)), default=None)}


def outside_hours(given: Given, convention: Convention) -> dict[str, Any]:
    """A notice is shown to those who wrote while closed, until the next opening or an answer."""
    hours, created, now = calendar(given["schedule"], convention), instant(given["created_at"]), _now(given)
    outside = not hours.is_open(created)
    opens = hours.next_open(created)
    waits = opens is None or now < opens
    return {
        "raised_outside_hours": outside,
        "show_notice": outside and waits and not _is_answered(given, convention),
    }


def _is_answered(given: Given, convention: Convention) -> bool:
    if any(
        given.get(name) for name in ("first_responded_at", "first_response_at", "answered_at", "answered")
    ):
        return True
    now = _now(given)
    events = [e for e in given.get("events") or [] if instant(e["at"]) <= now]
    if any(e["type"] in ("agent_message", "agent_contact", "first_response") for e in events):
        return True
    return any(e["type"] == "state" and e["to"] not in ("new", "open") for e in events)


def idle_close(given: Given, _: Convention) -> dict[str, Any]:
    """Closed when idle for strictly longer than `idle_days`."""
    last = max((instant(given[n]) for n in _ACTIVITY if given.get(n)), default=None)
    events = [instant(e["at"]) for e in given.get("events") or []]
    since = max([*events, *([last] if last else [])], default=None) or instant(given["created_at"])
    return {"closed": _now(given) - since > timedelta(days=given["idle_days"])}


_ACTIVITY = (
    "last_activity_at", "last_message_at", "last_contact_at", "last_communication_at", "last_at",
    "idle_since", "at",
)  # fmt: skip


def _now(given: Given) -> Any:
    return instant(given.get("now") or given["evaluate_at"])


def schedule_valid(given: Given, _: Convention) -> dict[str, Any]:
    return {"value": is_valid(given["schedule"])}


_OPS: dict[str, Callable[[Given, Convention], dict[str, Any]]] = {
    "due_at": sla_zammad.due_at,
    "elapsed_min": sla_zammad.elapsed_min,
    "next_due": next_due,
    "outside_hours": outside_hours,
    "idle_close": idle_close,
    "schedule_valid": schedule_valid,
}
