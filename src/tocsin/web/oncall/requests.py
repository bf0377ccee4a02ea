"""Swap requests as they are listed: those to answer first, one's own, then what was decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from tocsin.app.desk.roster_foreseen import rotation_name
from tocsin.app.swap_requests import Status, SwapRequest
from tocsin.core.lifecycle.rules import Rules
from tocsin.web.oncall import shared
from tocsin.web.oncall.drawing import span

LATELY = timedelta(days=30)


def listed(request: HttpRequest, person: str = "") -> dict[str, list[dict[str, Any]]]:
    """Requests by what the viewer can do; with `person` only those that concern them."""
    rules, at = shared.rules(request), shared.now(request)
    viewer = shared.me(request)
    found: dict[str, list[dict[str, Any]]] = {"answer": [], "own": [], "others": [], "decided": []}
    for one in reversed(shared.swaps(request).requests(at, LATELY)):
        shown = entry(request, rules, one)
        if one.status(at) is not Status.ASKED:
            if not person or person in (one.asker, one.decided_by, one.wish.other):
                found["decided"].append(shown)
        elif one.asker == viewer and viewer:
            found["own"].append(shown)
        elif shown["can_answer"]:
            found["answer"].append(shown)
        elif not person:
            found["others"].append(shown)
    return found


def entry(request: HttpRequest, rules: Rules, one: SwapRequest) -> dict[str, Any]:
    """A request in words and with what the viewer may do about it."""
    zone, viewer, wish = shared.zone(request), shared.me(request), one.wish
    status = one.status(shared.now(request))
    rotation = rules.policy.rotations.get(wish.rotation)
    takes_turns = bool(rotation and viewer in rotation.everybody())
    open_ = status is Status.ASKED
    return {
        "request": one, "status": str(status), "open": open_, "asker": one.asker, "other": wish.other,
        "rotation": rotation_name(rules, wish.rotation), "span": span(*wish.span, zone),
        "back": span(*wish.back, zone) if wish.back else "", "same": wish.is_exchange,
        "back_rotation": rotation_name(rules, wish.back_rotation) if wish.back_rotation else "",
        "shifts": [span(*each, zone) for each in one.shifts],
        "back_shifts": [span(*each, zone) for each in one.back_shifts], "why": wish.why,
        "can_answer": open_ and takes_turns and one.can_be_answered_by(viewer),
        "can_refuse": open_ and wish.other == viewer != "",
        "can_withdraw": open_ and one.asker == viewer != "",
        "begins": one.begins,
    }  # fmt: skip
