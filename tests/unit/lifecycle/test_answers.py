"""Whose answer counts for what, and whose silence: several ladders, second thoughts, waiting (A4.5)."""

import pytest

from tests.unit.lifecycle.test_rest import stabilised
from tests.unit.lifecycle.timeline import POLICY, Timeline, rules
from tocsin.core.lifecycle import commands as c
from tocsin.core.model.finding import Refused

MUTE = rules(
    POLICY.replace("eve: {name: Eve, title: T, email: eve@example.com}", "eve: {name: Eve, title: T}")
)


def two_ladders() -> Timeline:
    """Engineering is paged by the level, security by name."""
    return Timeline("09:00").outage().do("ann", c.Page("ladder security", "tokens in the log"))


@pytest.mark.req("A4.5")
def test_nobody_calls_off_several_ladders_on_which_they_were_not_paged() -> None:
    line = two_ladders()
    with pytest.raises(Refused) as refused:
        line.do("ann", c.Acknowledge())
    assert refused.value.findings[0].help == "name the ladder: `engineering` or `ladder security`"
    with pytest.raises(Refused, match="none of the 2 ladders"):
        line.do("ann", c.Decline("not mine"))
    line.do("ann", c.Acknowledge("ladder security"))
    assert line.state.paging.climbs["engineering"].state == "climbing"


@pytest.mark.req("A4.4", "A4.1")
def test_a_team_that_a_person_asked_for_stays_paged_when_the_level_changes() -> None:
    line = two_ladders().do("ann", c.Raise("it spreads", level=3), c.Lower("it does not", level=2))
    assert line.state.paging.climbs["ladder security"].state == "climbing"
    with pytest.raises(Refused, match="paged already"):
        line.do("ann", c.Page("ladder security", "again"))


@pytest.mark.req("A4.3")
def test_the_answer_of_somebody_who_was_asked_by_name_is_none_for_the_team_on_call() -> None:
    line = two_ladders().do("eve", c.Acknowledge()).at("09:16")
    assert [breach.clock for breach in line.state.breaches] == ["acknowledge", "response"]
    line.do("ben", c.Acknowledge("engineering"))
    assert line.state.times.acknowledged == line.clock("09:16")


@pytest.mark.req("A4.5")
def test_where_one_ladder_is_unanswered_anybody_may_take_it() -> None:
    line = Timeline("09:00").outage().do("ann", c.Acknowledge())
    assert line.state.paging.climbs["engineering"].acknowledged_by == ("ann",)


@pytest.mark.req("A4.5")
def test_an_answer_to_a_page_that_was_thought_undelivered_is_for_that_ladder() -> None:
    line = two_ladders().do("tocsin", c.PageFailed("p1", "mailbox full")).do("ben", c.Acknowledge())
    states = {id_: climb.state for id_, climb in line.state.paging.climbs.items()}
    assert states == {"engineering": "acknowledged", "ladder security": "climbing"}


@pytest.mark.req("A4.5")
def test_who_answered_and_then_cannot_act_passes_it_on_to_the_next_rung_at_once() -> None:
    line = two_ladders().do("ben", c.Acknowledge()).at("09:05").do("ben", c.Decline("my power is out"))
    assert line.pages("09:05") == [("09:05", "cleo", "email")]
    assert line.told("declined")[0].climbs == ("engineering",)


@pytest.mark.req("A4.5", "A7.1")
def test_silence_once_the_impact_has_stopped_gets_nobody_out_of_bed() -> None:
    line = stabilised(Timeline("01:00").outage().do("ben", c.Acknowledge())).at("06:00")
    assert line.pages("01:01") == []


@pytest.mark.req("A4.5", "A7.1")
def test_silence_while_we_wait_for_the_customer_is_expected_and_counts_anew_afterwards() -> None:
    line = Timeline("01:00").outage().do("ben", c.Acknowledge(), c.Wait("their logs")).at("06:00")
    assert line.pages("01:01") == []
    line.do("ben", c.Resume("they came")).at("07:59")
    assert line.pages("01:01") == []
    assert ("08:00", "ben", "email") in line.at("08:00").pages("01:01")


@pytest.mark.req("A4.5")
def test_waiting_for_the_customer_does_not_hold_a_ladder_that_nobody_has_answered() -> None:
    line = Timeline("09:00").outage().do("ann", c.Wait("their logs")).at("09:10")
    assert line.pages("09:01") == [("09:10", "cleo", "email")]


@pytest.mark.req("A4.4", "A4.5")
def test_paging_somebody_whom_no_way_is_known_to_reach_is_refused() -> None:
    with pytest.raises(Refused, match="no way is known to reach `eve`"):
        Timeline("09:00", under=MUTE).outage().do("ann", c.Page("person eve", "help"))
