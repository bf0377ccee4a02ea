"""Criteria asked again, by what is learnt and by time: nothing that they ask for is lost (A1, A2.5)."""

import pytest

from tests.unit.lifecycle.test_rest import ONE_CUSTOMER
from tests.unit.lifecycle.timeline import POLICY, Timeline, rules
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.table import Status

LEGAL = rules(
    POLICY.replace("routes:\n", "involve: {law: {if: lawyer, text: A lawyer wrote., team: legal}}\nroutes:\n")
    .replace("  danger: {", "  lawyer: {type: boolean, ask: Did a lawyer write?}\n  danger: {")
    .replace("  duty: {", "  legal: {name: Legal, function: legal, members: [eve]}\n  duty: {")
)
LATER = rules(POLICY.replace("{any-outage: outage}", "{any-outage: 'outage && production'}"))


@pytest.mark.req("A1.2", "A2.5")
def test_a_ticket_in_the_tier_is_escalated_at_the_instant_at_which_time_makes_a_criterion_true() -> None:
    line = Timeline("09:00", under=LATER).reported(outage=True, production=False)
    assert line.state.status is Status.IN_TIER
    line.at("11:30")
    assert (line.when("opened"), line.state.level) == (["11:00"], 2)
    assert ("11:00", "ben", "email") in line.pages()


@pytest.mark.req("A2.5")
def test_a_ticket_in_the_tier_is_escalated_by_what_is_learnt_about_it() -> None:
    line = Timeline("09:00").reported(outage=False, production=True).at("09:10")
    line.do("ann", c.RecordFacts({"outage": True, "customers_affected": 3}))
    assert (line.state.status, line.state.severity, line.state.level) == (Status.OPEN, "P1", 2)


@pytest.mark.req("A2.6")
def test_a_returned_request_goes_on_by_itself_once_the_answer_is_there() -> None:
    line = Timeline("09:00").reported(outage=True).at("09:10")
    line.do("ann", c.RecordFacts({"production": True}))
    assert line.state.status is Status.OPEN


@pytest.mark.req("A2.6", "B4")
def test_a_returned_request_has_the_clocks_of_what_is_known_about_it() -> None:
    line = Timeline("09:00").reported(triage=False)
    line.do("ann", c.TriageIt({"outage": True, "customers_affected": 3}))
    assert (line.state.status, line.state.severity) == (Status.RETURNED, "P1")


@pytest.mark.req("A2.1")
def test_a_ticket_that_nobody_has_read_waits_for_that_whatever_is_learnt() -> None:
    line = (
        Timeline("09:00")
        .reported(triage=False)
        .do("ann", c.RecordFacts({"outage": True, "production": True}))
    )
    assert line.state.status is Status.REPORTED


@pytest.mark.req("A1.2", "A2.2")
def test_raised_lowered_and_raised_again_it_reaches_the_level_of_its_severity_both_times() -> None:
    line = Timeline("09:00").reported(**ONE_CUSTOMER).do("ann", c.Raise("worse", severity="P1"))
    assert line.state.level == 2
    line.do("ann", c.Lower("it was not", severity="P2", level=1)).do("ann", c.Raise("it is", severity="P1"))
    assert line.state.level == 2


@pytest.mark.req("A1.2", "A2.2")
def test_what_time_makes_of_a_lowered_severity_still_happens() -> None:
    line = Timeline("09:00").reported(**ONE_CUSTOMER).do("ann", c.Raise("worse", severity="P1"))
    line.do("ann", c.Lower("it was not", severity="P2", level=1)).at("11:01")
    assert (line.state.level, line.when("level_changed")[-1]) == (2, "11:00")


@pytest.mark.req("A4.4")
@pytest.mark.parametrize("level", [2, 3])
def test_a_team_whose_condition_comes_true_while_people_work_is_paged_then_and_once(level: int) -> None:
    line = Timeline("09:00", under=LEGAL).outage()
    if level == 3:
        line.do("ann", c.Raise("it spreads", level=3))
    line.at("09:05").do("ann", c.RecordFacts({"lawyer": True}))
    assert line.pages("09:05") == [("09:05", "eve", "email")]
    line.do("eve", c.Acknowledge("team legal")).do("ann", c.RecordFacts({"customers_affected": 9})).at(
        "09:09"
    )
    assert line.pages("09:05") == [("09:05", "eve", "email")]
    assert line.state.level == level


@pytest.mark.req("A4.4", "A7.1")
def test_a_lawyers_letter_reaches_legal_though_the_impact_has_stopped() -> None:
    line = (
        Timeline("09:00", under=LEGAL).outage().do("ann", c.SendUpdate("ok"), c.Stabilise(confirm=("all",)))
    )
    line.at("09:05").do("ann", c.RecordFacts({"lawyer": True}))
    assert line.pages("09:05") == [("09:05", "eve", "email")]
