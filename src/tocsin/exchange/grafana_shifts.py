"""Grafana OnCall: one shift as layers of turns where that is exact, or written out (A4.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tocsin.exchange.draft import Span, Turning
from tocsin.exchange.grafana_turns import DAYS, Rule, layers_of
from tocsin.exchange.part import Part, until_of
from tocsin.exchange.record import Record, clean
from tocsin.exchange.recurrence import recurrences

MOST = 3_000
FAR = timedelta(days=732)


@dataclass
class Recurring:
    """A shift that is layers of turns."""

    level: int
    layers: list[Turning]


@dataclass
class Planned:
    """A shift that is written out up to the horizon."""

    level: int
    spans: list[Span]
    override: bool = False
    name: str = ""


def read_shift(part: Part, schedule: Record, shift: Record, zone: str) -> Recurring | Planned | None:
    """One shift in the schedule's zone; None, and told, when it cannot be read."""
    own = part.zone(shift, shift.text("time_zone")) if "time_zone" in shift else zone
    start = shift.instant("start", ZoneInfo(own))
    groups = _groups(part, shift)
    seconds = shift.whole("duration")
    if start is None or seconds <= 0 or not any(groups):
        field = "users" if start and seconds > 0 else "duration" if start else "start"
        what = (
            f"of `{schedule.name}`, nobody is in it"
            if field == "users"
            else f"of `{schedule.name}`, it cannot be read"
        )
        part.notes.lost(shift, field, what, "it is left out", shift.text(field))
        return None
    type_, level = shift.text("type"), shift.whole("level")
    if type_ in ("single_event", "override"):
        end = start + timedelta(seconds=min(seconds, 366 * 86_400))
        if end <= part.now:
            part.notes.told(
                shift, "start", f"of `{schedule.name}`, it is over", "left out", shift.text("start")
            )
            return None
        if start > part.now + FAR:
            what = f"of `{schedule.name}`, it is more than two years ahead"
            part.notes.lost(shift, "start", what, "it is left out", shift.text("start"))
            return None
        spans = [Span(person, start, end) for person in groups[0]]
        return Planned(level, spans, type_ == "override", shift.text("name")[:40])
    rule = _rule(shift, start, groups, seconds, own)
    layers = _exact(part, shift, rule, zone)
    if layers:
        return Recurring(level, layers)
    return _written_out(part, schedule, shift, rule)


def _groups(part: Part, shift: Record) -> list[list[str]]:
    """The users by turns: lists of them roll, a plain list is on call together each time."""
    listed = shift.data.get("rolling_users")
    if not (isinstance(listed, list) and listed):
        listed = [shift.texts("users")]
    found = []
    for group in listed:
        ids = group if isinstance(group, list) else [group]
        named = [clean(id_) for id_ in ids if isinstance(id_, str)]
        found.append([person for id_ in named if (person := part.people.person(shift, id_))])
    first = shift.whole("start_rotation_from_user_index") % len(found)
    return found[first:] + found[:first]


def _rule(shift: Record, start: datetime, groups: list[list[str]], seconds: int, own: str) -> Rule:
    return Rule(
        groups=groups,
        start=start.astimezone(ZoneInfo(own)).replace(tzinfo=None),
        zone=own,
        seconds=seconds,
        frequency=shift.text("frequency").lower(),
        interval=max(1, shift.whole("interval", 1)),
        days=tuple(sorted(DAYS.index(d.upper()) for d in shift.texts("by_day") if d.upper() in DAYS)),
        week_start=DAYS.index(w) if (w := shift.text("week_start").upper()) in DAYS else 6,
        months=tuple(m for t in shift.texts("by_month") if t.isdecimal() for m in [int(t)] if 1 <= m <= 12),
        month_days=tuple(d for t in shift.texts("by_monthday") if (d := _month_day(t))),
        until=shift.instant("until", ZoneInfo(own)),
        rolling=shift.text("type") == "rolling_users",
        effective=shift.instant("rotation_start", ZoneInfo(own)),
    )


def _month_day(text: str) -> int:
    number = int(text) if text.lstrip("-").isdecimal() and len(text) < 4 else 0
    return number if 1 <= abs(number) <= 31 else 0


def _exact(part: Part, shift: Record, rule: Rule, zone: str) -> list[Turning]:
    """Layers that say just the same, or nothing."""
    layers = layers_of(rule) if rule.zone == zone and all(rule.groups) else []
    for layer in layers:
        layer.name = shift.name
        if rule.until:
            layer.until, exact = until_of(rule.until, zone, layer.hand_off)
            if not exact:
                help_ = f"it applies until {layer.until} {layer.hand_off}"
                part.notes.lost(shift, "until", "turns end at a hand-off", help_, shift.text("until"))
    if layers and rule.until and rule.until <= part.now:
        part.notes.told(
            shift, "until", "it is over", "it is carried over, and applies no longer", shift.text("until")
        )
    first = layers[0] if layers else None
    begins = rule.effective or rule.start.replace(tzinfo=ZoneInfo(zone))
    if first and begins > part.now and first.start < begins.astimezone(ZoneInfo(zone)).date():
        part.notes.lost(
            shift,
            "start",
            "it begins within a turn",
            f"the turn begins on {first.start}",
            shift.text("start"),
        )
    return layers


def _written_out(part: Part, schedule: Record, shift: Record, rule: Rule) -> Recurring | Planned:
    spans = recurrences(rule, part.now, part.until, MOST)
    why = "its users are on call by a rule that turns cannot say"
    if rule.zone != part.zone(schedule, schedule.text("time_zone")):
        why = "its zone is not the schedule's"
    help_ = f"its shifts are written out as overrides until {part.until:%Y-%m-%d}: import again before then"
    part.notes.lost(shift, "frequency", f"of `{schedule.name}`, {why}", help_, shift.text("frequency"))
    return Planned(shift.whole("level"), spans, name=shift.text("name")[:40])
