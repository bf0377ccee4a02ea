"""A timeline as the page of an escalation sees it."""

from __future__ import annotations

from tests.unit.lifecycle.timeline import Timeline
from tocsin.app.desk.next_step import next_step
from tocsin.app.desk.step import Step
from tocsin.app.desk.view import View, view
from tocsin.app.ports import Recorded
from tocsin.core.lifecycle.codec import event_data, name_of


def recorded(line: Timeline) -> list[Recorded]:
    """The events as the store gives them back."""
    return [
        Recorded("ESC-1", n, at, name_of(event), by, line.rules.hash, "", event_data(event), "", "")
        for n, (event, at, by) in enumerate(line.events, 1)
    ]


def seen(line: Timeline) -> View:
    """The view at the timeline's moment."""
    return view(line.state, line.rules, recorded(line), line.now)


def step(line: Timeline, person: str) -> Step:
    """The big button of a person."""
    return next_step(seen(line), line.rules, person)
