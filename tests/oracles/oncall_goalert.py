"""GoAlert's rules and rotations as our windows and turns, and its questions about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracles.compare import instant
from tocsin.core.oncall.layers import Cycle
from tocsin.core.oncall.turns import Turns
from tocsin.core.oncall.wall import wall_of
from tocsin.core.oncall.windows import DAY, Windows

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE = timedelta(minutes=1)


def minute(text: str) -> datetime:
    """The instant, cut to its minute."""
    return cut(instant(text))


def cut(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def clock(text: str) -> int:
    """`09:30` to minutes of the day."""
    hours, minutes = text.split(":")[:2]
    return int(hours) * 60 + int(minutes)


def windows(rule: Mapping[str, Any], zone: str = "UTC") -> Windows:
    """A rule on each of its weekdays; it ends on the next day when it does not end after it begins."""
    begin, end = clock(rule["start"]), clock(rule["end"])
    length = end - begin if end > begin else end + DAY - begin
    days = [WEEKDAYS.index(day) for day in rule["weekdays"]]
    parts = [(day * DAY + begin, day * DAY + begin + length) for day in days]
    return Windows.weekly(ZoneInfo(rule.get("zone", zone)), parts)


def turns(rotation: Mapping[str, Any]) -> Turns:
    """Its hand-offs; raises ValueError for a length that no turn has. An unset one means 1, as there."""
    zone = ZoneInfo(rotation.get("zone", "UTC"))
    start = minute(rotation.get("start", "2020-01-01T00:00:00Z"))
    return Turns.of(rotation["type"], rotation.get("shift_length") or 1, wall_of(start, zone), zone)


def cycle(rotation: Mapping[str, Any]) -> Cycle:
    """Its participants in turn: the first one at `start`, or `current_index` at `current_start`."""
    order, people = turns(rotation), _ordered(rotation.get("participants") or ())
    begun = rotation.get("current_start")
    if begun and people:
        shift = (rotation.get("current_index") or 0) - order.turn(minute(begun))[0]
        people = [people[(number + shift) % len(people)] for number in range(len(people))]
    return Cycle(tuple((person,) for person in people), order)


def _ordered(participants: Sequence[Any]) -> list[str]:
    if participants and isinstance(participants[0], Mapping):
        return [str(each["user"]) for each in sorted(participants, key=lambda each: int(each["position"]))]
    return [str(each) for each in participants]


def shift_start(given: Mapping[str, Any]) -> dict[str, Any]:
    return _edge(given, 0)


def shift_end(given: Mapping[str, Any]) -> dict[str, Any]:
    return _edge(given, 1)


def _edge(given: Mapping[str, Any], which: int) -> dict[str, Any]:
    _, *span = turns(given["rotation"]).turn(minute(given["at"]))
    return {"at": span[which], "shift_hours": (span[1] - span[0]) / timedelta(hours=1)}


def handoffs(given: Mapping[str, Any]) -> dict[str, Any]:
    """The ends of the turns that a walk meets, which asks every so many seconds."""
    first, last = instant(given["from"]), instant(given["to"])
    step = timedelta(seconds=given["step_seconds"])
    found: set[datetime] = set()
    for _, begin, end in turns(given["rotation"]).between(cut(first), last + MINUTE):
        asked = first if begin <= first else first - (first - begin) // step * step
        if begin <= asked < end and asked <= last:
            found |= {begin, end}
    return {"handoffs": sorted(found)}


def rotation_valid(given: Mapping[str, Any]) -> dict[str, Any]:
    try:
        turns(given["rotation"])
    except ValueError:
        return {"value": False}
    return {"value": True}


def is_active(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"value": windows(given["rule"]).is_open(minute(given["at"]))}


def rule_start(given: Mapping[str, Any]) -> dict[str, Any]:
    span = windows(given["rule"]).span(minute(given["at"]))
    return {"at": span and span[0]}


def rule_end(given: Mapping[str, Any]) -> dict[str, Any]:
    span = windows(given["rule"]).span(minute(given["at"]))
    return {"at": span and span[1]}


def days(given: Mapping[str, Any], step: int) -> dict[str, Any]:
    """How many days forward (1) or back (-1) to a weekday that is listed, or is not."""
    wanted = {WEEKDAYS.index(day) for day in given["weekdays"]}
    if not given.get("enabled", True):
        wanted = set(range(7)) - wanted
    begin = WEEKDAYS.index(given["from"])
    return {"days": next((n for n in range(7) if (begin + step * n) % 7 in wanted), -1)}
