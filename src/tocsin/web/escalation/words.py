"""Words of this page in the viewer's language and zone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tocsin.app.desk.step import Step
from tocsin.app.desk.wording import Said
from tocsin.web.shared.ask import Ask


def told(request: Ask, said: Said) -> str:
    """A sentence of the desk, translated, with instants on the viewer's clock."""
    if not said:
        return ""

    def show(value: Any) -> str:
        if isinstance(value, datetime):
            return clock(request, value)
        return told(request, value) if isinstance(value, Said) else str(value)

    return said.filled(_, show)


def clock(request: Ask, at: datetime) -> str:
    """An instant on the viewer's clock; the day only when it is another one."""
    local = at.astimezone(request.zone)
    same = local.date() == request.now.astimezone(request.zone).date()
    return f"{local:%H:%M} {local.tzname()}" if same else f"{local:%a %d %b %H:%M} {local.tzname()}"


def step(request: Ask, step: Step) -> dict[str, Any]:
    """The big button as the page draws it."""
    return {
        "kind": step.kind,
        "label": told(request, step.label),
        "noun": _noun(step),
        "why": told(request, step.why),
        "due": step.due,
        "form": step.form,
        "about": step.about,
        "late": step.late,
        "whose": step.whose,
    }


def _noun(step: Step) -> str:
    """What is due, before how long it still has."""
    nouns = {
        "acknowledge": _("Your answer"),
        "accept": _("Your answer"),
        "update": _("First answer") if step.about == "response" else _("Customer update"),
        "triage": _("Rating"),
        "facts": _("Rating"),
        "take": _("A seat to fill"),
        "fill": _("A seat to fill"),
        "rest": "",
    }
    return nouns.get(step.kind, _("Resolution"))


def clock_names() -> dict[str, str]:
    """What each clock is called on this page."""
    return {
        "triage": _("Rate it"),
        "acknowledge": _("Acknowledge"),
        "response": _("First answer"),
        "sme": _("SME at work"),
        "update": _("Next update"),
        "resolution": _("Resolve"),
        "hand_over": _("Accept the hand-over"),
    }


def statuses() -> dict[str, str]:
    """What each status is called."""
    return {
        "reported": _("reported, not rated yet"),
        "returned": _("sent back for what is missing"),
        "in tier": _("answered in its tier, no escalation"),
        "open": _("open"),
        "stabilised": _("stabilised"),
        "resolved": _("resolved"),
        "closed": _("closed"),
    }


def clock_states() -> dict[str, str]:
    """How a clock stands, in a word."""
    return {
        "running": _("running"),
        "paused": _("paused"),
        "breached": _("late"),
        "met": _("met"),
        "met_late": _("met late"),
    }


def spans() -> dict[str, str]:
    """What a span did to a clock."""
    return {
        "counted": _("counted"),
        "closed": _("outside the hours"),
        "break": _("break"),
        "holiday": _("holiday"),
        "paused": _("paused"),
        "late": _("late"),
    }
