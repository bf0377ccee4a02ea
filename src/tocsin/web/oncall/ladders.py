"""`/oncall/ladders`: each ladder drawn with times, and the same in words beside it (A4.5)."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tocsin.app.desk.roster_ladders import LadderNow, ladders_now
from tocsin.app.desk.roster_teams import Answering, Step
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.duration import words
from tocsin.web.oncall import shared
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import page

_TOP, _STEP, _WIDE = 34, 64, 640
"""Pixels: above the first rung, between two rungs, and the width of the drawing."""


@page("roster.see")
def index(request: HttpRequest) -> HttpResponse:
    """Every ladder."""
    rules, at = shared.rules(request), shared.now(request)
    shown = {
        "tabs": shared.tabs(request, "ladders"),
        "ladders": [_ladder(rules, one) for one in ladders_now(rules, at)],
    }
    return render(request, "oncall/ladders.html", shown)


def _ladder(rules: Rules, one: LadderNow) -> dict[str, Any]:
    ladder = one.ladder
    rungs = [_rung(rules, step, place) for place, step in enumerate(one.steps)]
    return {
        "id": one.id, "name": one.name, "rungs": rungs, "uses": one.uses, "promises": one.promises,
        "marks": _marks(one), "end": words(one.end), "last": _who(rules, one.last) if one.last else None,
        "repeat": ladder.repeat, "rounds": ladder.repeat + 1,
        "all": words(one.end * (ladder.repeat + 1)),
        "silent": str(ladder.silent_after) if ladder.silent_after else "",
        "night": ladder.night, "night_after": str(ladder.night.after) if ladder.night else "",
        "height": _TOP + len(one.steps) * _STEP + (_STEP if one.last else 0),
        "bottom": _TOP + len(one.steps) * _STEP,
    }  # fmt: skip


def _rung(rules: Rules, step: Step, place: int) -> dict[str, Any]:
    rung = step.rung
    calendar = rules.policy.calendars.get(rung.hours)
    return {
        "id": step.id, "at": f"+{words(step.after)}" if step.after else _("at once"), "wait": step.wait,
        "y": _TOP + place * _STEP, "targets": [_who(rules, one) for one in step.answering],
        "every": str(rung.every) if rung.every else "", "in_turn": rung.in_turn,
        "hours": " ".join(calendar.name.split()) if calendar else "", "waits": rung.outside == "wait",
    }  # fmt: skip


def _who(rules: Rules, one: Answering) -> dict[str, Any]:
    found = [shared.reach(rules, person) for person, _why in one.people]
    people = [each["name"] for each in found]
    title = found[0]["title"] if found else one.name
    return {
        "kind": one.target.kind, "name": one.name, "title": title, "people": people, "who": ", ".join(people),
    }  # fmt: skip


def _marks(one: LadderNow) -> list[dict[str, Any]]:
    """Where on the drawing a level's promise lies: between the rungs before and after it."""
    made: list[dict[str, Any]] = []
    for promise in sorted(one.promises, key=lambda each: each.within):
        y = _height(one, promise.within)
        if made and made[-1]["words"] == promise.words:
            made[-1]["levels"].append(promise.level)
        elif y is not None:
            made.append({"y": y, "words": promise.words, "levels": [promise.level], "promise": promise})
    for mark in made:
        mark["told"] = ", ".join(str(level) for level in mark["levels"])
    return made


def _height(one: LadderNow, within: timedelta) -> int | None:
    """A promise's place: rungs are drawn evenly, so it lies as far between two as its time does."""
    times = [step.after for step in one.steps] + [one.end]
    for place, (start, stop) in enumerate(pairwise(times)):
        if start <= within <= stop and stop > start:
            return round(_TOP + (place + (within - start) / (stop - start)) * _STEP)
    return None
