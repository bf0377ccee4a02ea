"""Lines that people tick are events of the record, and close no gate by themselves (A11, B8)."""

import pytest

from tests.unit.lifecycle.timeline import Timeline, preset
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.gates import gate
from tocsin.core.lifecycle.story import Teller
from tocsin.core.model.finding import Refused


def outage() -> Timeline:
    facts = {"outage": True, "customers_affected": 3, "segment": "enterprise", "production": True}
    return Timeline("09:00", under=preset("b2b-saas")).reported("elena-ruiz", **facts)


@pytest.mark.req("B8", "A11")
def test_a_tick_and_its_opposite_stand_in_the_record_with_the_words_of_then() -> None:
    line = outage()
    line.at("09:05").do("elena-ruiz", c.Tick("checklist.customer-call"))
    line.at("09:06").do("elena-ruiz", c.Tick("runbook.owner.first_hour.brief", "not needed"))
    line.at("09:07").do("elena-ruiz", c.Tick("checklist.customer-call", "open"))
    teller = Teller({}, line.now.tzinfo)  # type: ignore[arg-type]
    assert [teller.tell(event) for event in line.told("ticked")] == [
        "ticked: Schedule a call with the customer",
        "not needed here: Post the four-line brief in the room or on the ticket.",
        "not done after all: Schedule a call with the customer",
    ]


@pytest.mark.req("A7.3")
def test_a_tick_is_no_note_that_a_gate_asks_for() -> None:
    line = outage().at("09:05")
    line.do("elena-ruiz", c.Tick("checklist.root-cause"))
    met = {c.line for c in gate(line.state, line.rules, "closed", line.now) if c.met}
    assert "closing.note" not in met
    assert "documentation.ticket" not in met


@pytest.mark.req("B8")
@pytest.mark.parametrize(
    ("wrong", "help_"), [("checklist.customer-cal", "customer-call"), ("x", "checklist")]
)
def test_a_line_that_the_policy_does_not_have_is_refused_with_the_nearest(wrong: str, help_: str) -> None:
    with pytest.raises(Refused) as refused:
        outage().do("elena-ruiz", c.Tick(wrong))
    assert help_ in refused.value.findings[0].help
