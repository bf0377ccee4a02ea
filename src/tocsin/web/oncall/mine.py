"""`/oncall/mine`: one's own shifts, what they add up to, swaps to answer, one's calendar addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from tocsin import bootstrap_site
from tocsin.accounts.feeds.keep import feeds_of
from tocsin.app.desk.roster_desk import RosterDesk, own_shifts
from tocsin.app.desk.roster_month import runs
from tocsin.app.oncall import Holder
from tocsin.core.oncall.duty import Load
from tocsin.web.oncall import shared
from tocsin.web.oncall.drawing import span
from tocsin.web.oncall.requests import listed
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import page

WEEKS = timedelta(days=28)


@page("roster.see")
def index(request: HttpRequest) -> HttpResponse:
    """One's own."""
    return shown(request)


def shown(request: HttpRequest, secret: str = "", feed: int = 0) -> HttpResponse:
    """The page; with the address of a feed that was made just now, which is shown this once."""
    rules, at, person = shared.rules(request), shared.now(request), shared.me(request)
    rotations = shared.my_rotations(request)
    desk = RosterDesk(rules, rotations)
    shifts = own_shifts(desk, person, at, at + shared.AHEAD) if rotations else []
    zone = shared.zone(request)
    context = {
        "tabs": shared.tabs(request, "mine"), "person": person, "rotations": [r.name for r in desk.rotas],
        "takes_turns": bool(rotations), "turns": [_turn(one, at, zone) for one in runs(shifts)],
        "running": [one for one in shifts if one.start and one.start <= at],
        "next": next((one for one in shifts if one.start and one.start > at), None),
        "loads": _loads(desk, person, at) if rotations else [],
        "requests": listed(request, person), "days": shared.AHEAD.days,
        "feeds": _feeds(request), "made": _address(request, secret), "made_id": feed,
        "all_rotations": [(id_, one.name) for id_, one in rules.policy.rotations.items()],
    }  # fmt: skip
    return render(request, "oncall/mine.html", context)


def _turn(run: Sequence[Holder], at: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """A turn: one shift, or several with their hours, each of which can be swapped by itself."""
    whole = replace(run[0], end=run[-1].end)
    running = bool(run[0].start and run[0].start <= at)
    return {
        "shift": whole, "span": span(whole.start, whole.end, zone), "running": running,
        "swap": shared.shift_link(whole), "length": _hours(sum((_length(one) for one in run), timedelta(0))),
        "parts": [_part(one, zone) for one in run] if len(run) > 1 else [],
        "why": whole.why if whole.changed else "",
    }  # fmt: skip


def _part(one: Holder, zone: ZoneInfo) -> dict[str, Any]:
    return {"span": span(one.start, one.end, zone), "swap": shared.shift_link(one)}


def _hours(span: timedelta) -> str:
    """`56 h`, `7 h 30 min`: time on call is counted in hours, however many days it lies in."""
    hours, rest = divmod(span, timedelta(hours=1))
    return f"{hours} h" + (f" {rest // timedelta(minutes=1)} min" if rest >= timedelta(minutes=1) else "")


def _length(one: Holder) -> timedelta:
    return one.end - one.start if one.start and one.end else timedelta(0)


def _loads(desk: RosterDesk, person: str, at: datetime) -> list[dict[str, Any]]:
    """The last four weeks and the next four, beside what others in the same rotations have."""
    return [_load(desk, person, "past", at - WEEKS, at), _load(desk, person, "next", at, at + WEEKS)]


def _load(desk: RosterDesk, person: str, name: str, start: datetime, end: datetime) -> dict[str, Any]:
    """As the one who is paged first; what they are behind somebody else for is told in hours."""
    loads, hours = desk.load(start, end, first=True), timedelta(hours=1)
    own = next((one for one in loads if one.person == person), Load(person))
    behind = next((one for one in desk.load(start, end, first=False) if one.person == person), Load(person))
    mean = sum((one.time for one in loads), timedelta(0)) / max(1, len(loads))
    return {
        "when": name, "hours": round(own.time / hours), "nights": own.nights, "weekends": own.weekends,
        "mean": round(mean / hours), "others": len(loads), "behind": round(behind.time / hours),
    }  # fmt: skip


def _feeds(request: HttpRequest) -> list[dict[str, Any]]:
    policy = shared.rules(request).policy
    found = feeds_of(request.account)  # type: ignore[attr-defined]
    return [
        {
            "feed": one,
            "rotation": policy.rotations[one.rotation].name
            if one.rotation in policy.rotations
            else one.rotation,
        }
        for one in found
    ]


def _address(request: HttpRequest, secret: str) -> str:
    return f"{shared.address(request)}/ical/{secret}.ics" if secret else ""


def fresh_secret() -> str:
    """A secret for an address."""
    return bootstrap_site.fresh_secret(24)
