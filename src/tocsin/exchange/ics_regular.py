"""Weekly and daily events as turns: one event a person, the next person one turn later (A4.2)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tocsin.exchange.draft import Turning
from tocsin.exchange.grafana_turns import DAYS, Rule, layers_of
from tocsin.exchange.ics_events import Series

_KEYS = {"FREQ", "INTERVAL", "BYDAY", "WKST"}
_UNITS = {"WEEKLY": timedelta(weeks=1), "DAILY": timedelta(days=1)}
Shape = tuple[Any, ...]


def regular(
    series: Sequence[Series], people: dict[str, str], zone: str
) -> tuple[list[Turning], list[Series]]:
    """The layers that say what the events say, and the events that they leave to be written out."""
    groups: dict[Shape, list[Series]] = {}
    left: list[Series] = []
    for one in series:
        shape = _shape(one, zone)
        if shape is None:
            left.append(one)
        else:
            groups.setdefault(shape, []).append(one)
    layers: list[Turning] = []
    for members in groups.values():
        found = _layers(members, people, zone)
        layers += found
        left += [] if found else members
    return layers, left


def _shape(one: Series, zone: str) -> Shape | None:
    """What events in turn have in common; None for an event that no turn can say."""
    frequency = _said(one, "FREQ", "")
    days = tuple(one.rule.get("BYDAY", []))
    plain = all(str(day) in DAYS for day in days)
    if one.zone != zone or frequency not in _UNITS or not set(one.rule) <= _KEYS or not plain:
        return None
    interval, week = _interval(one), _said(one, "WKST", "MO")
    if not 1 <= interval <= 200 or one.seconds > _UNITS[frequency].total_seconds() or week not in DAYS:
        return None
    weekday = one.start.weekday() if frequency == "WEEKLY" and not days else -1
    # An event of its own every day or week is a person's own windows; others take turns with their like.
    alone = one.record.id if interval == 1 else ""
    return frequency, interval, days, week, f"{one.start:%H:%M:%S}", one.seconds, weekday, alone


def _said(one: Series, key: str, default: str) -> str:
    return str((one.rule.get(key) or [default])[0]).upper()


def _interval(one: Series) -> int:
    value = (one.rule.get("INTERVAL") or [1])[0]
    return value if isinstance(value, int) else 0


def _layers(members: Sequence[Series], people: dict[str, str], zone: str) -> list[Turning]:
    """One event for each turn of the cycle: the people in the order of their turns."""
    first = min(members, key=lambda one: one.start)
    interval, unit = _interval(first), _UNITS[_said(first, "FREQ", "")]
    week = DAYS.index(_said(first, "WKST", "MO"))
    origin = _origin(first, unit, week)
    groups: list[list[str]] = [[] for _ in range(interval)]
    for one in members:
        groups[(_origin(one, unit, week) - origin) // unit % interval] += [people[who.key] for who in one.who]
    if not all(groups):
        return []
    rule = Rule(
        groups=[list(dict.fromkeys(group)) for group in groups],
        start=first.start,
        zone=zone,
        seconds=first.seconds,
        frequency=_said(first, "FREQ", "").lower(),
        days=tuple(sorted(DAYS.index(str(day)) for day in first.rule.get("BYDAY", []))),
        week_start=week,
    )
    return layers_of(rule)


def _origin(one: Series, unit: timedelta, week: int) -> datetime:
    """The beginning of the week, or of the day, that the event's rule counts from."""
    day = one.start.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit == _UNITS["WEEKLY"] and one.rule.get("BYDAY"):
        return day - timedelta(days=(day.weekday() - week) % 7)
    return day
