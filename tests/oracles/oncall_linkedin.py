"""LinkedIn's roster templates: weeks filled ahead, and who is picked for them. Only the clock is ours.

Tocsin has no such step, its turns need no filling; so this is no more than the stated rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracles.compare import instant
from tocsin.core.oncall.wall import Skipped, instant_of, wall_of

WEEK, HALF = timedelta(weeks=1), timedelta(days=3, hours=12)
_ROSTER = ("op", "roster", "never_on_call", "busy", "events")
Period = list[dict[str, datetime]]


def populate(given: Mapping[str, Any], convention: Mapping[str, Any]) -> dict[str, Any]:
    zone, now = ZoneInfo(given["zone"]), instant(given["now"])
    earlier = convention.get("skipped_wall_clock") == "earlier_instant"
    skipped = Skipped.ONE_GAP_EARLIER if earlier else Skipped.AFTER_GAP
    shifts = [(s["offset_seconds"], s["duration_seconds"]) for s in given["template"]]
    span = timedelta(seconds=max(o + d for o, d in shifts) - min(o for o, _ in shifts))
    length = -(-span // WEEK) * WEEK
    sunday = _first_sunday(given, zone, now, length)
    until = now.replace(tzinfo=None) + timedelta(days=given["horizon_days"])
    periods: list[Period] = []
    while sunday < until:
        walls = [sunday + timedelta(seconds=offset) for offset, _ in shifts]
        ends = [wall + timedelta(seconds=d) for wall, (_, d) in zip(walls, shifts, strict=True)]
        periods.append(
            [
                {
                    "start": instant_of(wall, zone, skipped=skipped),
                    "end": instant_of(end, zone, skipped=skipped),
                }
                for wall, end in zip(walls, ends, strict=True)
            ]
        )
        sunday += length
    return _told(periods)


def _first_sunday(given: Mapping[str, Any], zone: ZoneInfo, now: datetime, length: timedelta) -> datetime:
    last = given.get("last_populated_epoch")
    if last is None:
        return _sunday(wall_of(now, zone))
    wall = wall_of(instant(last) if isinstance(last, str) else datetime.fromtimestamp(last, zone), zone)
    sunday = _sunday(wall)
    return (sunday if wall - sunday < HALF else sunday + WEEK) + length


def _sunday(wall: datetime) -> datetime:
    day = wall - timedelta(days=wall.isoweekday() % 7)
    return day.replace(hour=0, minute=0, second=0, microsecond=0)


def _told(periods: list[Period]) -> dict[str, Any]:
    told: dict[str, Any] = {"period_count": len(periods), "periods": periods}
    for number, name in enumerate(("first", "second", "third", "fourth")[: len(periods)]):
        told[f"{name}_period_starts"] = [shift["start"] for shift in periods[number]]
        told[f"{name}_period_ends"] = [shift["end"] for shift in periods[number]]
        told[f"events_in_{name}"] = len(periods[number])
    for number, name in ((0, "contiguous"), (0, "contiguous_from_first"), (1, "contiguous_from_second")):
        rest = [shift for period in periods[number:] for shift in period]
        told[name] = all(a["end"] == b["start"] for a, b in pairwise(rest))
    return told


def pick_next(given: Mapping[str, Any]) -> dict[str, Any]:
    """Somebody who never was on call; else whoever was so the longest ago when the first event begins."""
    free = [user for user in given["roster"] if user not in given.get("busy", ())]
    new = [user for user in free if user in given.get("never_on_call", ())]
    first = min(_epoch(event["start"]) for event in given["events"])
    last = _last_active(given, first)
    free.sort(key=lambda user: last.get(str(user), float("-inf")))
    return {"user": next(iter(new or free), None)}


def _last_active(given: Mapping[str, Any], first: float) -> dict[str, float]:
    """When each was last on call before `first`: told for each user, by shifts, as an order, or as a name."""
    others = (value for name, value in given.items() if name not in _ROSTER and value)
    told = next((value for value in others if _tells(value, given["roster"])), {})
    if isinstance(told, Mapping):
        return {str(user): _latest(ends, first) for user, ends in told.items()}
    if not isinstance(told, list):
        return {str(user): float(user != told) for user in given["roster"]}
    if not isinstance(told[0], Mapping):
        return {str(user): float(place) for place, user in enumerate(told)}
    users = {str(shift["user"]) for shift in told}
    return {user: _latest([s["end"] for s in told if str(s["user"]) == user], first) for user in users}


def _tells(value: Any, roster: Any) -> bool:
    """True for what can be read as who was on call when."""
    return isinstance(value, Mapping | list) or value in roster


def _latest(ends: Any, first: float) -> float:
    listed = ends if isinstance(ends, list) else [ends]
    epochs = [_epoch(end["end"] if isinstance(end, Mapping) else end) for end in listed if end is not None]
    return max((end for end in epochs if end <= first), default=float("-inf"))


def _epoch(value: Any) -> float:
    return instant(value).timestamp() if isinstance(value, str) else float(value)
