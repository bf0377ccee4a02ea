"""Where things lie on a timeline, as SVG attributes: shares of its width, in percent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tocsin.app.desk.roster_month import Day, Line, Run, days_between
from tocsin.app.oncall import Holder

LANE = 28
"""The height of a lane in pixels, its space included."""
_BAR = 22
_MARK = 6
DAY = "D d M H:i"
"""How a day and a time are written, in the viewer's language."""
_NARROW = 1.6
"""Percent of the width below which a name is not written."""
_SHADES = 4


@dataclass(frozen=True)
class Scale:
    """A stretch of time on a line from 0 to 100 percent."""

    start: datetime
    end: datetime

    def at(self, moment: datetime) -> float:
        """Where a moment lies; what lies outside is at the edge."""
        share = (moment - self.start) / (self.end - self.start) * 100
        return min(100.0, max(0.0, share))

    def place(self, start: datetime, end: datetime) -> dict[str, str]:
        """`x` and `width` of a span."""
        x = self.at(start)
        return {"x": _percent(x), "width": _percent(self.at(end) - x)}


def _percent(share: float) -> str:
    return f"{share:.3f}".rstrip("0").rstrip(".") + "%"


def ruler(scale: Scale, zone: ZoneInfo) -> dict[str, Any]:
    """The days by a zone's clocks, with those on which they change."""
    days = days_between(scale.start, scale.end, zone)
    changes = any(one.shift for one in days)
    drawn = [_day(scale, one, zone, len(days)) for one in days]
    return {"zone": zone.key, "days": drawn, "height": 34 if changes else 22, "tall": 50 if changes else 40}


def _day(scale: Scale, one: Day, zone: ZoneInfo, count: int) -> dict[str, Any]:
    start, end = max(one.start, scale.start), min(one.end, scale.end)
    middle = (scale.at(start) + scale.at(end)) / 2
    whole = (end - start) >= timedelta(hours=12)
    return {
        **scale.place(start, end),
        "middle": _percent(middle),
        "number": date_format(one.day, "D j" if count <= 10 else "j") if whole else "",
        "letter": date_format(one.day, "D")[-1 if get_language() == "zh-hans" else 0]
        if count > 10 and whole
        else "",
        "weekend": one.is_weekend,
        "shift": _shift(one.shift) if one.shift else "",
        "told": told_shift(one, zone) if one.shift else "",
    }


def _letter(one: Day) -> str:
    """A letter for the day of the week; in Chinese the last one tells them apart."""
    return date_format(one.day, "D")[-1 if get_language() == "zh-hans" else 0]


def _shift(by: timedelta) -> str:
    hours = by / timedelta(hours=1)
    return f"{hours:+g} h".replace("-", "\u2212")


def told_shift(one: Day, zone: ZoneInfo) -> str:
    """A clock change in words."""
    length = f"{(one.end - one.start) / timedelta(hours=1):g}"
    said = {"zone": zone.key, "day": date_format(one.day, "D d M"), "hours": length}
    if one.shift > timedelta(0):
        return _("%(zone)s: clocks go forward on %(day)s, which has %(hours)s h") % said
    return _("%(zone)s: clocks go back on %(day)s, which has %(hours)s h") % said


def rows(
    lines: Sequence[Line], scale: Scale, zone: ZoneInfo, viewer: str, people: bool
) -> list[dict[str, Any]]:
    """Each line with its bars and the names on them."""
    return [_row(line, scale, zone, viewer, people) for line in lines]


def _row(line: Line, scale: Scale, zone: ZoneInfo, viewer: str, people: bool) -> dict[str, Any]:
    shades = _shades(line.runs, people)
    bars, labels = [], []
    for run in line.runs:
        kind = _kind(run.first, viewer, shades)
        top = run.lane * LANE + (LANE - _BAR) // 2
        many = len(run.shifts) > 1
        if many:  # the turn as a band with its name; its shifts are marks along its foot
            band = {**scale.place(run.start, run.end), "y": top, "height": _BAR, "kind": f"{kind} band"}
            bars.append({**band, "told": told(run.first, zone)})
            kind = f"{kind} band"
        for shift in run.shifts:
            if shift.start and shift.end:
                place = scale.place(shift.start, shift.end)
                height = _MARK if many else _BAR
                bars.append({
                    **place, "y": top + _BAR - height, "height": height, "told": told(shift, zone),
                    "kind": kind.replace("band", "part"),
                })  # fmt: skip
        text = run.first.rota.name if people else run.first.name
        place = scale.place(run.start, run.end)
        if float(place["width"].rstrip("%")) >= _NARROW:
            labels.append({**place, "y": top, "kind": kind, "text": text or _("Nobody")})
    return {
        "id": line.id, "name": line.name, "zone": line.zone, "height": line.lanes * LANE,
        "bars": bars, "labels": labels, "own": people and line.id == viewer,
    }  # fmt: skip


def _shades(runs: Iterable[Run], people: bool) -> dict[str, int]:
    """Neighbours differ: each person of a rotation, or rotation of a person, has a shade of its own."""
    names = dict.fromkeys(run.first.rota.id if people else run.first.person for run in runs)
    return {name: place % _SHADES for place, name in enumerate(names)}


def _kind(shift: Holder, viewer: str, shades: dict[str, int]) -> str:
    if not shift.person:
        return "gap" if shift.changed else "gap planned"
    shade = shades.get(shift.person, shades.get(shift.rota.id, 0))
    kinds = [f"s{shade}"]
    if shift.person == viewer:
        kinds.append("own")
    if shift.changed:
        kinds.append("changed")
    return " ".join(kinds)


def told(shift: Holder, zone: ZoneInfo) -> str:
    """A shift in one line, in a zone."""
    who = shift.name or _("Nobody")
    why = f" · {shift.why}" if shift.changed else ""
    return f"{who} · {shift.rota.name} · {span(shift.start, shift.end, zone)}{why}"


def span(start: datetime | None, end: datetime | None, zone: ZoneInfo) -> str:
    """`Mon 02 Nov 15:00 to Mon 09 Nov 15:00 CET`; the day is not said twice."""
    if not start or not end:
        return ""
    first, last = start.astimezone(zone), end.astimezone(zone)
    same = first.date() == last.date()
    begun = date_format(first, DAY) + ("" if first.tzname() == last.tzname() else f" {first.tzname()}")
    return _("%(start)s to %(end)s") % {
        "start": begun, "end": f"{date_format(last, 'H:i' if same else DAY)} {last.tzname()}"
    }  # fmt: skip
