"""`/oncall/month`: who is on call when, as a timeline over zones, a list by day, and a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tocsin.app.desk.roster_desk import RosterDesk, rotations_of_team
from tocsin.app.desk.roster_month import Day, Line, Run, by_person, by_rotation, days_of, month_of
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.oncall.wall import wall_of
from tocsin.web.oncall import shared
from tocsin.web.oncall.drawing import DAY, Scale, rows, ruler, span, told_shift
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import page

_WEEK = timedelta(days=7)
RULERS = 4
"""Zones beside the viewer's that are drawn at most."""
_FIRST, _LAST = date(1990, 1, 1), date(2199, 12, 1)


class Asked:
    """What the page was asked to show: a month or a week, by rotation or person, in which zones."""

    def __init__(self, request: HttpRequest, rules: Rules) -> None:
        said = request.GET
        self.home = shared.zone(request)
        self.zone = shared.read_zone(said.get("zone", ""), self.home)
        self.week = said.get("span") == "week"
        self.people = said.get("rows") == "people"
        self.team = said.get("team", "") if said.get("team", "") in rules.policy.teams else ""
        self.more = [shared.read_zone(name, self.zone) for name in said.getlist("also")[:RULERS]]
        self.today = wall_of(shared.now(request), self.zone).date()
        day = _day(said.get("at", ""), self.today)
        self.first, self.last = _week_of(day) if self.week else month_of(day)

    def url(self, **changed: str) -> str:
        """This page with something else."""
        said: dict[str, str | list[str]] = {"at": self.first.isoformat()}
        if self.week:
            said["span"] = "week"
        if self.people:
            said["rows"] = "people"
        if self.team:
            said["team"] = self.team
        if self.zone != self.home:
            said["zone"] = self.zone.key
        said["also"] = [one.key for one in self.more]
        return f"/oncall/month?{urlencode({**said, **changed}, doseq=True)}"


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        return today
    return min(max(day, _FIRST), _LAST)


def _week_of(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + _WEEK


@page("roster.see")
def index(request: HttpRequest) -> HttpResponse:
    """The month, or the week."""
    rules = shared.rules(request)
    asked = Asked(request, rules)
    mine = shared.my_rotations(request)
    names = rotations_of_team(rules.policy, asked.team) or [*mine, *rules.policy.rotations]
    desk = RosterDesk(rules, names)
    days = days_of(asked.first, asked.last, asked.zone)
    scale = Scale(days[0].start, days[-1].end)
    lines = (by_person if asked.people else by_rotation)(desk, scale.start, scale.end)
    at, viewer = shared.now(request), shared.me(request)
    zones = _rulers(asked, lines)
    shown = {
        "tabs": shared.tabs(request, "month"), "asked": asked, "title": _title(asked),
        "rulers": [ruler(scale, one) for one in zones],
        "changes": [told_shift(one, z) for z in zones for one in _shifted(days, scale, z)],
        "rows": rows(lines, scale, asked.zone, viewer, asked.people),
        "now_at": f"{scale.at(at):.3f}%" if scale.start <= at < scale.end else "",
        "days": _by_day(lines, days, asked.zone, at, viewer), "table": _table(lines, asked.zone),
        "links": _links(asked), "zone_choices": shared.zone_choices(), "also": [z.key for z in asked.more],
        "teams": [(id_, team.name) for id_, team in rules.policy.teams.items()],
        "empty": not rules.policy.rotations,
    }  # fmt: skip
    return render(request, "oncall/month.html", shown)


def _rulers(asked: Asked, lines: Sequence[Line]) -> list[ZoneInfo]:
    """The zone of the page first, then the rotations' own, then those chosen; each once."""
    own = [shared.read_zone(name, asked.zone) for name in dict.fromkeys(line.zone for line in lines)]
    known = dict.fromkeys([asked.zone, *asked.more, *own, asked.home])
    return list(known)[: RULERS + 1]


def _shifted(days: Sequence[Day], scale: Scale, zone: ZoneInfo) -> list[Day]:
    from tocsin.app.desk.roster_month import days_between

    return [one for one in days_between(scale.start, scale.end, zone) if one.shift]


def _title(asked: Asked) -> str:
    if asked.week:
        last = asked.last - timedelta(days=1)
        return _("Week of %(first)s to %(last)s") % {
            "first": date_format(asked.first, "j M"), "last": date_format(last, "j M Y")
        }  # fmt: skip
    return date_format(asked.first, "F Y")


def _links(asked: Asked) -> dict[str, str]:
    before = asked.first - timedelta(days=1)
    other = asked.today if asked.first <= asked.today < asked.last else asked.first
    return {
        "before": asked.url(at=before.isoformat()), "after": asked.url(at=asked.last.isoformat()),
        "today": asked.url(at=asked.today.isoformat()),
        "week": asked.url(span="week", at=other.isoformat()), "month": asked.url(span="month"),
        "rotations": asked.url(rows=""), "people": asked.url(rows="people"),
    }  # fmt: skip


def _by_day(
    lines: Sequence[Line], days: Sequence[Day], zone: ZoneInfo, now: datetime, viewer: str
) -> dict[str, Any]:
    """What changes hands on each day, those before today apart; a day of nothing is left out."""
    made = [_of_day(lines, day, zone, now, viewer, first=day is days[0]) for day in days]
    told = [one for one in made if one["clocks"] or one["carried"] or one["told"]]
    past = [one for one in told if one["day"].end <= now and days[-1].end > now]
    words = _("%(count)d days before today") % {"count": len(past)}
    return {"before": past, "ahead": [one for one in told if one not in past], "before_words": words}


def _of_day(
    lines: Sequence[Line], day: Day, zone: ZoneInfo, now: datetime, viewer: str, *, first: bool
) -> dict[str, Any]:
    begun = [run for line in lines for run in line.runs if day.start <= run.start < day.end]
    carried = [run for run in begun if first and run.start == day.start]
    entries = sorted((_entry(run, zone, viewer) for run in begun if run not in carried), key=_time)
    clocks = [
        {"clock": clock, "entries": list(same)} for clock, same in groupby(entries, lambda e: e["clock"])
    ]
    return {
        "day": day, "clocks": clocks, "carried": [_entry(run, zone, viewer) for run in carried],
        "told": told_shift(day, zone) if day.shift else "", "today": day.start <= now < day.end,
    }  # fmt: skip


def _time(entry: dict[str, Any]) -> tuple[datetime, bool, str]:
    return entry["start"], not entry["own"], entry["rotation"]


def _entry(run: Run, zone: ZoneInfo, viewer: str) -> dict[str, Any]:
    first = run.first
    return {
        "start": run.start, "clock": f"{run.start.astimezone(zone):%H:%M}", "rotation": first.rota.name,
        "who": first.name or _("Nobody"), "gap": not first.person, "own": first.person == viewer != "",
        "until": date_format(run.end.astimezone(zone), DAY),
        "count": len(run.shifts), "why": first.why if first.changed else "",
        "swap": shared.shift_link(first) if first.person == viewer != "" else "",
    }  # fmt: skip


def _table(lines: Sequence[Line], zone: ZoneInfo) -> list[dict[str, Any]]:
    return [
        {
            "line": line.name, "who": run.first.name or _("Nobody"), "rotation": run.first.rota.name,
            "span": span(run.start, run.end, zone), "count": len(run.shifts),
            "each": _each(run, zone), "gap": not run.first.person,
            "why": run.first.why if run.first.changed else "",
        }
        for line in lines
        for run in line.runs
    ]  # fmt: skip


def _each(run: Run, zone: ZoneInfo) -> str:
    """The hours of each shift when all have the same: `07:00 to 15:00`."""
    hours = {
        (f"{(s.start or UTC_MIN).astimezone(zone):%H:%M}", f"{(s.end or UTC_MIN).astimezone(zone):%H:%M}")
        for s in run.shifts
    }
    if len(run.shifts) < 2 or len(hours) != 1:
        return ""
    start, end = hours.pop()
    return _("%(start)s to %(end)s") % {"start": start, "end": end}


UTC_MIN = datetime(1970, 1, 1, tzinfo=UTC)
