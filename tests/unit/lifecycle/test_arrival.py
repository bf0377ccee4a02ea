"""A report in which a person asks to escalate what danger opens by itself is never turned away (A2.3)."""

from typing import Any

import pytest

from tests.unit.lifecycle.timeline import Timeline, rules
from tocsin.app.desk.asking import Answer, Asked
from tocsin.app.desk.report import Arrival, report
from tocsin.core.lifecycle.parts import Ticket


class OneDesk:
    """As much of a desk as a report needs: its rules, and a timeline that carries commands out."""

    def __init__(self) -> None:
        self.books = self
        self.line = Timeline("09:00")

    def refreshed(self) -> Any:
        """Nobody is on call instead of anybody."""
        return rules()

    def run(self, asked: Asked, _now: object) -> Answer:
        self.line.do(asked.actor, *asked.commands)
        return Answer("ESC-1", self.line.state.version, str(self.line.state.status))


@pytest.mark.req("A2.3")
def test_a_report_of_danger_that_a_person_escalates_as_well_is_taken_and_pages_at_once() -> None:
    desk: Any = OneDesk()
    arrival = Arrival(Ticket("Smoke", "in the rack"), {"danger": True}, escalate="I see smoke")
    report(desk, arrival, None, "ann", desk.line.now)
    assert ("09:00", "eve", "email") in desk.line.pages()
    assert desk.line.told("noted")[0].text == "I see smoke"
