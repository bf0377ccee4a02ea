"""Swaps: the form that asks for one, the page of one, and what is answered to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin.app.desk.roster_desk import RosterDesk, own_shifts
from tocsin.app.desk.roster_foreseen import in_words
from tocsin.app.desk.roster_month import runs
from tocsin.app.swap_requests import Span, Wish
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso, parse_instant
from tocsin.web.oncall import shared
from tocsin.web.oncall.drawing import span
from tocsin.web.oncall.requests import entry
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action, both, page

HOUR = timedelta(hours=1)


@both("roster.swap")
def new(request: HttpRequest) -> HttpResponse:
    """Asks for a swap of a shift, or of a part of it."""
    rules = shared.rules(request)
    if request.method == "POST":
        try:
            made = shared.swaps(request).ask(_wish(request), shared.me(request), shared.now(request))
        except Refused as refused:
            return _form(request, rules, refused, 422)
        messages.success(request, _("Asked. The roster changes only when somebody accepts."))
        return HttpResponseRedirect(f"/oncall/swaps/{made.id}")
    return _form(request, rules)


def _form(
    request: HttpRequest, rules: Rules, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    said = request.POST or request.GET
    rotation, person = said.get("rotation", ""), shared.me(request)
    if rotation not in shared.my_rotations(request):
        return render(request, "oncall/swap_choose.html", _choice(request, rules, person), status)
    start, end = shared.given(said.get("from", "")), shared.given(said.get("to", ""))
    zone, at = shared.zone(request), shared.now(request)
    if request.method == "GET":
        start = max(start, at.replace(minute=0, second=0, microsecond=0) + HOUR) if start else start
    typed = {
        "start": said.get("start") or (shared.typed(start, zone) if start else ""),
        "end": said.get("end") or (shared.typed(end, zone) if end else ""),
        "with": said.get("with", ""), "why": said.get("why", ""),
    }  # fmt: skip
    shown = {
        "tabs": shared.tabs(request, "mine"), "rotation": rotation, "typed": typed, "zone": zone,
        "name": rules.policy.rotations[rotation].name,
        "partners": _partners(request, rules, rotation, person),
        "refused": refused.findings if refused else (),
    }  # fmt: skip
    return render(request, "oncall/swap_new.html", shown, status)


def _choice(request: HttpRequest, rules: Rules, person: str) -> dict[str, Any]:
    """The viewer's own shifts to choose from."""
    rotations, at = shared.my_rotations(request), shared.now(request)
    found = own_shifts(RosterDesk(rules, rotations), person, at, at + shared.AHEAD) if rotations else []
    return {
        "tabs": shared.tabs(request, "mine"),
        "shifts": [{"shift": one, "swap": shared.shift_link(one)} for one in found],
    }


def _partners(request: HttpRequest, rules: Rules, rotation: str, person: str) -> list[dict[str, Any]]:
    """The others in the rotation, each with the shifts that could be taken in return."""
    rotations = rules.policy.rotations
    made = []
    for other in rotations[rotation].everybody():
        both = [id_ for id_, one in rotations.items() if {person, other} <= set(one.everybody())]
        if other != person:
            back = _to_take(request, RosterDesk(rules, [rotation, *both]), rotation, other)
            made.append({"id": other, "back": back})
    return made


def _to_take(request: HttpRequest, desk: RosterDesk, rotation: str, other: str) -> list[dict[str, Any]]:
    """The other's turns to come, those in the same rotation first."""
    at, zone = shared.now(request), shared.zone(request)
    found = [one for one in own_shifts(desk, other, at, at + shared.AHEAD) if one.start and one.start > at]
    turns = [(run[0].rota, run[0].start, run[-1].end, len(run)) for run in runs(found)]
    return [
        {
            "value": f"{other}|{iso(start)}|{iso(end)}|{rota.id}",
            "span": span(start, end, zone),
            "rotation": rota.name if rota.id != rotation else "",
            "count": count,
        }
        for rota, start, end, count in sorted(turns, key=lambda turn: turn[0].id != rotation)
        if start and end
    ]


def _wish(request: HttpRequest) -> Wish:
    """What the form says. Raises Refused for what cannot be read."""
    said, zone = request.POST, shared.zone(request)
    start = shared.read_typed(said.get("start", ""), zone, _("from"))
    end = shared.read_typed(said.get("end", ""), zone, _("to"))
    other, _bar, back = said.get("with", "").partition("|")
    taken, rotation = _back(back)
    wish = Wish(said.get("rotation", ""), Span(start, end), other, taken, said.get("why", ""), rotation)
    if said.get("with", "") == "" and "with" not in said:
        raise _refused(_("nobody is chosen to swap with"))
    return wish


def _back(text: str) -> tuple[Span | None, str]:
    """The shift to take in return and its rotation, as the list has them."""
    if not text:
        return None, ""
    start, _bar, rest = text.partition("|")
    end, _bar, rotation = rest.partition("|")
    try:
        return Span(parse_instant(start), parse_instant(end)), rotation
    except ValueError:
        raise _refused(_("the shift to take in return cannot be read")) from None


def _refused(text: str) -> Refused:
    return Refused(Finding("swap", text, Position.of("form"), _("choose from the list")))


@page("roster.see")
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One request: what is asked, what would come of it, and the buttons for whoever may answer."""
    return _one(request, number)


def _one(
    request: HttpRequest, number: int, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    rules, found = shared.rules(request), shared.swaps(request).request(number)
    shown = entry(request, rules, found)
    taker = shared.me(request) if shown["can_answer"] else found.wish.other
    effects = shared.swaps(request).foreseen(found, taker) if shown["open"] and taker else ()
    shown |= {
        "tabs": shared.tabs(request, "changes"), "refused": refused.findings if refused else (),
        "grave": in_words(rules, [e for e in effects if e.is_grave], shared.zone(request)),
        "mild": in_words(rules, [e for e in effects if not e.is_grave], shared.zone(request)),
        "taker": taker,
    }  # fmt: skip
    return render(request, "oncall/swap.html", shown, status)


@action("roster.swap")
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """The one who was asked, or anyone of the rotation, takes the shift."""
    anyway = request.POST.get("anyway") == "yes"
    try:
        shared.swaps(request).accept(number, shared.me(request), shared.now(request), anyway=anyway)
    except Refused as refused:
        if refused.findings[0].rule == "forbidden":
            raise
        return _one(request, number, refused, 422)
    messages.success(request, _("Accepted: the roster has changed."))
    return HttpResponseRedirect(f"/oncall/swaps/{number}")


@action("roster.swap")
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    """The one who was asked says no."""
    shared.swaps(request).refuse(number, shared.me(request), shared.now(request))
    messages.success(request, _("Refused. Nothing has changed in the roster."))
    return HttpResponseRedirect(f"/oncall/swaps/{number}")


@action("roster.swap")
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Whoever asked takes it back."""
    shared.swaps(request).withdraw(number, shared.me(request), shared.now(request))
    messages.success(request, _("Withdrawn. Nobody is asked any more."))
    return HttpResponseRedirect(f"/oncall/swaps/{number}")
