"""GoAlert: a schedule's rules and a rotation's turns as a layer (A4.2)."""

from datetime import date, datetime, timedelta

from tocsin.core.policy.schema.rota import Turn
from tocsin.exchange.draft import Turning
from tocsin.exchange.only import Part as Window
from tocsin.exchange.only import only
from tocsin.exchange.part import Part, turning, turns_since, wall
from tocsin.exchange.record import Record

LONG_AGO = date(2020, 1, 6)
"""A Monday: one person who is always on call has been since then."""
_TURNS: dict[str, Turn] = {"hourly": "hourly", "daily": "daily", "weekly": "weekly", "monthly": "monthly"}


def rule_layer(
    part: Part, schedule: Record, target: Record, rotations: dict[str, Record], zone: str
) -> Turning | None:
    """One target of a schedule, in the windows of its rules."""
    aimed = target.record("target")
    windows = [w for rule in target.records("rules", "rule") for w in _windows(part, schedule, rule)]
    if not windows:
        part.notes.told(schedule, "targets", "no rule puts it on call", "it is left out", aimed.name)
        return None
    if aimed.text("type") == "user":
        person = part.people.person(schedule, aimed.id, aimed.text("name"))
        layer = Turning([person], LONG_AGO) if person else None
    elif aimed.text("type") == "rotation" and aimed.id in rotations:
        layer = rotation_layer(part, rotations[aimed.id], zone)
    else:
        what = (
            "a rotation that the export does not hold"
            if aimed.text("type") == "rotation"
            else "no such target"
        )
        part.notes.lost(schedule, "targets", what, "it is left out", aimed.name)
        layer = None
    if layer:
        layer.only, layer.name = only(windows), layer.name or aimed.text("name") or layer.people[0]
    return layer


def _windows(part: Part, schedule: Record, rule: Record) -> list[Window]:
    begin, end = _minute(rule.text("start")), _minute(rule.text("end"))
    days = rule.data.get("weekdayFilter")
    if begin is None or end is None or not isinstance(days, list) or len(days) != 7:
        part.notes.lost(schedule, "rules", "a rule cannot be read", "it is left out", rule.text("start"))
        return []
    length = (end - begin) % 1440 or 1440
    week = [(number - 1) % 7 for number, on in enumerate(days) if on is True]  # theirs begins on Sunday
    return [(day * 1440 + begin, day * 1440 + begin + length) for day in week]


def _minute(clock: str) -> int | None:
    hours, _, minutes = clock.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60):
        return None
    return int(hours) * 60 + int(minutes)


def rotation_layer(part: Part, rotation: Record, zone: str) -> Turning | None:
    """The rotation's turns in the zone of whoever uses it, beginning with who is active."""
    start, turn = rotation.instant("start"), _TURNS.get(rotation.text("type"))
    length = rotation.whole("shiftLength", 1)
    listed = rotation.texts("userIDs") or [user.id for user in rotation.records("users", "user")]
    names = {user.id: user.text("name") for user in rotation.records("users", "user")}
    people = [p for id_ in listed if (p := part.people.person(rotation, id_, names.get(id_, "")))]
    if start is None or turn is None or not 1 <= length <= 10_000 or not people:
        what = "nobody takes turns" if not people else "its turns cannot be read"
        part.notes.lost(
            rotation, "users" if not people else "type", what, "it is left out", rotation.text("type")
        )
        return None
    _zones(part, rotation, start, zone)
    layer = turning(people, start, zone, turn, length)
    layer.name = rotation.name
    _activate(part, rotation, layer, start, zone)
    return layer


def _zones(part: Part, rotation: Record, start: datetime, zone: str) -> None:
    own = part.zone(rotation, rotation.text("timeZone"))
    half = timedelta(days=182)
    if any(
        wall(at, own) - wall(at, zone) != wall(start, own) - wall(start, zone)
        for at in (start + half, part.now)
    ):
        what = f"its zone is not the schedule's, `{zone}`"
        help_ = f"hand-offs follow the clocks of `{zone}`: an hour apart for a part of the year"
        part.notes.lost(rotation, "timeZone", what, help_, own)


def _activate(part: Part, rotation: Record, layer: Turning, start: datetime, zone: str) -> None:
    """The active user has the turn that runs: it ends at the next hand-off, if the export says when."""
    active = rotation.whole("activeUserIndex", -1)
    coming = Record("", {"at": next(iter(rotation.texts("nextHandoffTimes")), None)}).instant("at")
    if not 0 <= active < len(layer.people):
        part.notes.lost(
            rotation, "activeUserIndex", "the export does not say who is active", "the first began it"
        )
        return
    people = layer.people
    if layer.turn == "monthly":
        part.notes.told(
            rotation, "activeUserIndex", "months are counted from its start", "check who has this turn"
        )
        return
    if coming is None:
        help_ = "the running turn is taken from the clock: check who has it now"
        part.notes.told(rotation, "nextHandoffTimes", "the export does not say when the turn ends", help_)
    at = coming - timedelta(seconds=1) if coming else part.now
    first = (active - turns_since(layer, max(at, start), zone)) % len(people)
    layer.people = people[first:] + people[:first]
