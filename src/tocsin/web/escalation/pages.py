"""The page of an escalation, its live parts, its past, and its print."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tocsin.app.desk import timeline
from tocsin.app.desk.view import Told
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso, parse_instant
from tocsin.web.escalation.acts import VERSION
from tocsin.web.escalation.draw import context_of
from tocsin.web.escalation.draw_forms import forms_of
from tocsin.web.escalation.draw_time import due_then, timeline_of
from tocsin.web.escalation.files import attached
from tocsin.web.escalation.look import Seen, look, look_back
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import page


@page("escalation.see")
def show(request: Ask, stream: str) -> HttpResponse:
    """The whole page."""
    seen = look(request, stream)
    context = {**context_of(request, seen), **forms_of(request, seen), "title": _title(seen)}
    context["attachments"] = attached(seen)
    return _versioned(render(request, "escalation/page.html", context), seen)


@page("escalation.see")
def live(request: Ask, stream: str) -> HttpResponse:
    """The parts of the page that change by themselves."""
    seen = look(request, stream)
    context = {**context_of(request, seen), "oob": True}
    return _versioned(render(request, "escalation/live.html", context), seen)


@page("escalation.see")
def replay(request: Ask, stream: str) -> HttpResponse:
    """Exactly as it stood at an instant, with every instant at which something happened as a stop."""
    now = look(request, stream)
    stops = timeline.stops(now.view.timeline)
    at = _moment(request, stops)
    seen = look_back(request, stream, at)
    past = {**context_of(_at(request, at), seen), "title": _title(seen)}
    here = max(index for index, stop in enumerate(stops) if stop.at <= at)
    around = {
        "at": at,
        "stops": stops,
        "here": here + 1,
        "before": stops[here - 1].at if here else None,
        "after": stops[here + 1].at if here + 1 < len(stops) else None,
        "exact": stops[here],
        "past": True,
        "now": at,
        "really_now": request.now,
    }
    return render(request, "escalation/replay.html", {**past, **around, "due_then": due_then(seen)})


def _at(request: Ask, at: datetime) -> Ask:
    """The request as if it had come then: ages and what is left are those of the moment that is shown."""
    request.now = at
    return request


def _moment(request: Ask, stops: tuple[Told, ...]) -> datetime:
    """`at` an instant, or `stop` the number of a stop; without either the last one."""
    text, number = request.GET.get("at", "").strip(), request.GET.get("stop", "")
    if number.isascii() and number.isdecimal() and len(number) < 9 and not text:
        return stops[min(max(int(number), 1), len(stops)) - 1].at
    if not text:
        return stops[-1].at
    try:
        at = parse_instant(text)
    except ValueError:
        told = _("`%(given)s` is no instant") % {"given": text[:80]}
        help_ = _("write it like `%(example)s`") % {"example": iso(stops[-1].at)}
        raise Refused(Finding("instant", told, Position.of("address"), help_)) from None
    return min(at, request.now)


@page("escalation.see")
def print_(request: Ask, stream: str) -> HttpResponse:
    """Calm, black on white, everything unfolded; at an instant of the past where one is named."""
    text = request.GET.get("at", "")
    if text:
        at = _moment(request, timeline.stops(look(request, stream).view.timeline))
        seen = look_back(request, stream, at)
    else:
        seen = look(request, stream)
    context: dict[str, Any] = {
        **context_of(request, seen),
        "title": _title(seen),
        "printed": True,
        "books": (),
    }
    context |= {"made": request.now, "timeline": timeline_of(request, seen, everything=True)}
    return render(request, "escalation/print.html", context)


def _title(seen: Seen) -> str:
    return f"{seen.id} {seen.view.state.ticket.title}"


def _versioned(answer: HttpResponse, seen: Seen) -> HttpResponse:
    answer.headers[VERSION] = str(seen.view.state.version)
    return answer
