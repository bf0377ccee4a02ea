"""A second opinion for the fuzz: who is on call, minute by minute, from first principles and slowly.

A clock on the wall is watched: `reached` is the latest time that it has shown so far. A turn has begun when
its wall clock was reached, a window is open while what was reached lies in it. No arithmetic on instants,
no search; months come from dateutil.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tocsin.core.oncall.changes import Override, Swap, Temporary
from tocsin.core.oncall.layers import Cycle, Layer, Listed
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.oncall.turns import Turns, Unit
from tocsin.core.oncall.windows import Windows

MINUTE = timedelta(minutes=1)
_MONDAY = datetime(1999, 1, 4)  # noqa: DTZ001 - what a clock on the wall shows has no zone


@lru_cache(maxsize=100_000)
def reached(at: datetime, zone: ZoneInfo) -> datetime:
    """The latest wall clock shown until `at`; no zone here goes back by more than 3 hours."""
    begun = at.replace(second=0, microsecond=0)
    shown = [(begun - n * MINUTE).astimezone(zone).replace(tzinfo=None, fold=0) for n in range(1, 181)]
    return max(at.astimezone(zone).replace(tzinfo=None, fold=0), max(shown) + MINUTE - timedelta.resolution)


def turn_at(turns: Turns, at: datetime) -> int:
    """The number of the turn, counted one by one from the start."""
    wall, number = reached(at, turns.zone), 0
    while _wall(turns, number) > wall:
        number -= 1
    while _wall(turns, number + 1) <= wall:
        number += 1
    return number


def _wall(turns: Turns, number: int) -> datetime:
    cycle, place = divmod(number, len(turns.lengths))
    units = cycle * sum(turns.lengths) + sum(turns.lengths[:place])
    if turns.unit is Unit.MONTHLY:
        return turns.start + relativedelta(months=units)
    return turns.start + units * {"hourly": timedelta(hours=1), "daily": timedelta(days=1)}.get(
        turns.unit.value, timedelta(days=7)
    )


def is_open(windows: Windows, at: datetime) -> bool:
    """True when what the clock has reached lies in a window of this week or of the one before."""
    into = (reached(at, windows.zone) - _MONDAY) % timedelta(days=7)
    minutes = into / MINUTE
    return any(a <= minutes < b or a <= minutes + 7 * 1440 < b for a, b in windows.parts)


def people(rotation: Rotation, at: datetime) -> set[str]:
    """Who is on call."""
    found: set[str] = set()
    for rank in sorted({layer.rank for layer in rotation.layers}, reverse=True):
        found = {p for layer in rotation.layers if layer.rank == rank for p in _of(layer, at)}
        if found:
            break
    for change in rotation.changes:
        if change.start <= at < change.end:
            found = _changed(found, change, at)
    return found


def _of(layer: Layer, at: datetime) -> tuple[str, ...]:
    pattern = layer.pattern
    if isinstance(pattern, Listed):
        return tuple(shift.person for shift in pattern.shifts if shift.start <= at < shift.end)
    assert isinstance(pattern, Cycle)
    if not layer.start <= at < layer.end or not (layer.only is None or is_open(layer.only, at)):
        return ()
    number = turn_at(pattern.turns, at) if pattern.turns else 0
    return pattern.groups[number % len(pattern.groups)]


def _changed(found: set[str], change: object, at: datetime) -> set[str]:
    if isinstance(change, Swap):
        exchange = {change.one: change.other, change.other: change.one}
        return {exchange.get(person, person) for person in found}
    if isinstance(change, Temporary):
        return {s.person for s in change.shifts if s.start <= at < s.end}
    assert isinstance(change, Override)
    if change.alone:
        return {change.person} if change.person else set()
    if change.instead_of is not None and change.instead_of not in found:
        return found
    return (found - {change.instead_of}) | ({change.person} if change.person else set())
