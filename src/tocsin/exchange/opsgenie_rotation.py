"""Opsgenie: one rotation of a schedule as a layer, or written out where turns cannot say it (A4.2)."""

from datetime import datetime

from tocsin.exchange.draft import Draft, Span, Turning
from tocsin.exchange.only import Part as Window
from tocsin.exchange.only import daily, only, weekly
from tocsin.exchange.part import Part, turning, until_of
from tocsin.exchange.record import Record

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TURNS = ("hourly", "daily", "weekly")
NOBODY = "nobody_"
"""Stands for a turn without anybody, while the shifts are written out."""


def take_rotation(part: Part, schedule: Record, rotation: Record, draft: Draft) -> list[Span]:
    """Adds the rotation's layer to the draft; the shifts to write out instead when a turn has nobody."""
    start, end = rotation.instant("startDate"), rotation.instant("endDate")
    turn, length = rotation.text("type"), rotation.whole("length", 1)
    if end and end <= part.now:
        part.notes.told(
            rotation, "endDate", f"of `{schedule.name}`, it is over", "left out", rotation.text("endDate")
        )
        return []
    if start is None or turn not in _TURNS or not 1 <= length <= 10_000:
        field = "startDate" if start is None else "type"
        what = f"of `{schedule.name}`, it cannot be read"
        part.notes.lost(rotation, field, what, "the rotation is left out", rotation.text(field))
        return []
    if not rotation.flag("enabled", True):
        part.notes.told(rotation, "enabled", f"of `{schedule.name}`, it is switched off", "left out", "false")
        return []
    people = [
        _participant(part, schedule, rotation, p) for p in rotation.records("participants", "participant")
    ]
    if not any(people):
        part.notes.lost(
            rotation, "participants", f"of `{schedule.name}`, no user takes part", "it is left out"
        )
        return []
    turns = turning([person or NOBODY for person in people], start, draft.zone, turn, length)
    turns.name, turns.only = rotation.text("name"), _restriction(part, rotation)
    if end:
        turns.until, exact = until_of(end, draft.zone, turns.hand_off)
        if not exact:
            help_ = f"it applies until {turns.until} {turns.hand_off}"
            part.notes.lost(rotation, "endDate", "turns end at a hand-off", help_, rotation.text("endDate"))
    if all(people):
        draft.layers.append(turns)
        return []
    return _written_out(part, rotation, draft.zone, turns)


def _participant(part: Part, schedule: Record, rotation: Record, participant: Record) -> str:
    type_ = participant.text("type")
    if type_ == "user":
        key = participant.id or participant.text("username")
        return part.people.person(rotation, key, participant.text("username") or participant.text("name"))
    what = f"of `{schedule.name}`, only people take turns"
    if type_ == "none":
        what = f"of `{schedule.name}`, nobody has this turn"
    part.notes.lost(rotation, "participants", what, "these turns stay empty", type_)
    return ""


def _written_out(part: Part, rotation: Record, zone: str, turns: Turning) -> list[Span]:
    """Shifts up to the horizon, with the empty turns left empty."""
    begin: datetime = part.now
    found = [s for s in Draft("", zone, [turns]).spans(begin, part.until) if s.person != NOBODY]
    help_ = f"its shifts are written out as overrides until {part.until:%Y-%m-%d}: import again before then"
    part.notes.lost(rotation, "participants", "a layer has no empty turns", help_)
    return found


def _restriction(part: Part, rotation: Record) -> dict[str, list[str]]:
    said = rotation.record("timeRestriction")
    if not said.data:
        return {}
    windows: list[Window] = []
    for one in [r for r in (said.record("restriction"),) if r.data] + said.records("restrictions"):
        begin = one.whole("startHour") * 60 + one.whole("startMin")
        end = one.whole("endHour") * 60 + one.whole("endMin")
        first, last = one.text("startDay").lower(), one.text("endDay").lower()
        readable = 0 <= begin < 1440 and 0 <= end <= 1440
        if readable and not first and not last:
            windows += daily(begin, end - begin if end > begin else end - begin + 1440)
        elif readable and first in _DAYS and last in _DAYS:
            windows += weekly(_DAYS.index(first) * 1440 + begin, _DAYS.index(last) * 1440 + end)
        else:
            part.notes.lost(
                rotation, "timeRestriction", "a restriction cannot be read", "it is left out", first
            )
    return only(windows)
