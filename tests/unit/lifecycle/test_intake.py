"""From a report to an escalation (A2): complete, incomplete, in its tier, or past every gate."""

import pytest

from tests.unit.lifecycle.timeline import OUTAGE, Timeline
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.table import Status
from tocsin.core.model.finding import Refused


@pytest.mark.req("A2.5", "A3.1", "A4.1", "AP.2", "AP.3", "AP.4", "B5.1")
def test_an_outage_is_opened_with_an_owner_and_its_team_is_paged() -> None:
    line = Timeline("09:00").outage()
    assert (line.state.status, line.state.severity, line.state.level) == (Status.OPEN, "P1", 2)
    assert line.state.owner == "ann"
    assert line.pages() == [("09:00", "ben", "email")]
    assert "outage" in line.told("judged")[0].reasons[0].because


@pytest.mark.req("A2.6")
def test_an_incomplete_request_is_sent_back_with_what_is_missing_and_keeps_its_place() -> None:
    line = Timeline().reported(outage=True)
    assert line.state.status is Status.RETURNED
    assert line.told("returned")[0].missing == ("production",)
    line.at("09:20").do("ann", c.TriageIt({"production": True}))
    assert line.state.status is Status.OPEN
    assert line.state.times.reported == line.clock("09:00")


@pytest.mark.req("A2.6")
def test_what_nobody_knows_is_an_answer_and_the_work_goes_on() -> None:
    assert Timeline().reported(outage=True, unknown=("production",)).state.status is Status.OPEN


@pytest.mark.req("A2.5", "A1.0")
def test_without_a_criterion_it_stays_in_its_tier_and_can_be_escalated_with_a_reason() -> None:
    line = Timeline().reported(outage=False, production=False)
    assert line.state.status is Status.IN_TIER
    line.do("eve", c.Open("the customer's CEO called", level=2))
    assert (line.state.status, line.state.level) == (Status.OPEN, 2)
    assert line.told("opened")[0].why == "the customer's CEO called"


@pytest.mark.req("A2.3")
def test_stop_the_line_bypasses_the_intake_gate_and_pages_at_once() -> None:
    line = Timeline("02:55").reported(danger=True)
    assert (line.state.status, line.state.level, line.state.severity) == (Status.OPEN, 3, "P1")
    assert line.state.stopped
    assert line.pages() == [("02:55", "eve", "email")]
    assert not line.told("returned")


@pytest.mark.req("A2.3")
def test_danger_that_becomes_known_later_stops_the_line_then() -> None:
    line = Timeline().outage().at("09:05").do("ann", c.RecordFacts({"danger": True}))
    assert (line.state.level, line.state.stopped) == (3, True)
    assert ("09:05", "eve", "email") in line.pages()


@pytest.mark.req("A1.2", "A2.2")
def test_time_alone_raises_the_level_when_a_criterion_on_age_comes_true() -> None:
    line = Timeline("09:00").reported(outage=True, customers_affected=1, production=True)
    assert (line.state.severity, line.state.level) == ("P2", 1)
    line.at("10:59")
    assert line.state.level == 1
    line.at("11:00")
    assert line.state.level == 2
    assert line.told("level_changed")[0].rule == "stale"
    assert line.when("level_changed") == ["11:00"]
    assert ("11:00", "ben", "email") in line.pages()


@pytest.mark.req("A2.1")
def test_a_report_waits_for_its_first_reader_and_the_time_to_triage_runs() -> None:
    line = Timeline("09:00").reported(triage=False, **OUTAGE)
    assert line.state.status is Status.REPORTED
    line.at("09:16")
    first = line.state.breaches[0]
    assert (first.clock, f"{first.due_at:%H:%M}") == ("triage", "09:15")


def test_a_title_is_needed() -> None:
    from tocsin.core.lifecycle.parts import Ticket

    with pytest.raises(Refused, match="the title is empty"):
        Timeline().do("ann", c.Report(Ticket(" "), {}))


def test_facts_that_say_nothing_new_are_refused() -> None:
    with pytest.raises(Refused, match="known already"):
        Timeline().outage().do("ann", c.RecordFacts({"outage": True}))


def test_a_second_report_of_the_same_number_is_refused_with_what_is_possible() -> None:
    from tocsin.core.lifecycle.parts import Ticket

    with pytest.raises(Refused) as refused:
        Timeline().outage().do("ann", c.Report(Ticket("again"), {}))
    assert "`report` cannot be done while it is open" in refused.value.findings[0].message
    assert " ack, " in refused.value.findings[0].help
