"""Oracles of kind `sla_clock`, asked of `tocsin.core.clocks`. What the peers do around a clock stands in
`sla_zammad` and `sla_frappe`; the arithmetic is ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
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
    if any(value for name, value in given.items() if any(word in name for word in _ANSWER)):
        return True
    now = _now(given)
    events = [e for e in given.get("events") or [] if instant(e["at"]) <= now]
    if any(e["type"] in ("agent_message", "agent_contact", "first_response") for e in events):
        return True
    return any(e["type"] == "state" and e["to"] not in ("new", "open") for e in events)


_ANSWER = ("respon", "answer", "repl")
"""The format names no field for an answer: these words are in any name that it could have."""


def idle_close(given: Given, _: Convention) -> dict[str, Any]:
    """Closed when idle for strictly longer than `idle_days`."""
    return {"closed": _idle(given) > timedelta(days=given["idle_days"])}


def _idle(given: Given) -> timedelta:
    """How long nothing happened: told in so many words, or since the last instant before now."""
    for name, value in given.items():
        unit = name.rpartition("_")[2]
        if "idle" in name and name != "idle_days" and unit in _UNITS and value is not None:
            return timedelta(**{_UNITS[unit]: value})
    told = [value for name, value in given.items() if name not in _NOW and isinstance(value, str)]
    told += [event["at"] for event in given.get("events") or []]
    return _now(given) - max(filter(None, map(_moment, told)))


_NOW = ("now", "evaluate_at")
_UNITS = {"days": "days", "hours": "hours", "min": "minutes", "minutes": "minutes", "seconds": "seconds"}


def _moment(text: str) -> datetime | None:
    try:
        return instant(text)
    except ValueError:
        return None


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
