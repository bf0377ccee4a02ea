"""Clocks that start over: asked anew, they run, warn and break anew; and nothing piles up (A4.3, A5.8)."""

import pytest

from tests.unit.lifecycle.test_rest import resolved, stabilised
from tests.unit.lifecycle.timeline import OUTAGE, POLICY, Timeline, rules
from tocsin.core.clocks.reading import reading
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.clocks import clocks
from tocsin.core.lifecycle.codec import state_bytes
from tocsin.core.model.finding import Refused


def late(line: Timeline, name: str) -> int:
    return [breach.clock for breach in line.state.breaches].count(name)


def closed(line: Timeline) -> Timeline:
    return resolved(line).do("ann", c.Close("done", confirm=("ticket",)))


@pytest.mark.req("A4.3", "A7.1")
def test_what_comes_back_asks_for_an_answer_in_its_time_though_it_was_answered_before() -> None:
    line = closed(Timeline("09:00").outage().do("ben", c.Acknowledge())).at("12:00")
    line.do("ann", c.Reopen("it fails again")).at("12:15")
    assert late(line, "acknowledge") == 0
    assert late(line.at("12:16"), "acknowledge") == 1


@pytest.mark.req("A4.3", "A2.4")
def test_what_stands_alone_again_asks_for_an_answer_though_it_was_answered_or_late_before() -> None:
    answered = Timeline("09:00").outage().do("ben", c.Acknowledge(), c.Link("ESC-7", "same")).at("12:00")
    assert late(answered.do("ann", c.Unlink("it is not")).at("12:16"), "acknowledge") == 1
    missed = Timeline("09:00").outage().at("09:20").do("ann", c.Link("ESC-7", "same")).at("12:00")
    assert late(missed.do("ann", c.Unlink("it is not")).at("12:16"), "acknowledge") == 2


@pytest.mark.req("A2.4", "A10.2")
def test_what_stands_alone_again_is_not_late_with_its_expert_for_the_time_behind_the_original() -> None:
    line = Timeline("09:00").outage().do("ann", c.Link("ESC-7", "same")).at("12:00")
    line.do("ann", c.Unlink("it is not")).at("12:30")
    assert (late(line, "sme"), late(line.at("12:31"), "sme")) == (0, 1)


@pytest.mark.req("A5.2", "A5.8", "A7.1")
def test_the_cadence_of_what_came_back_can_be_late_again_before_any_update_was_sent() -> None:
    line = Timeline("09:00").outage().do("ann", c.SendUpdate("we see it")).at("10:00")
    line.do("ann", c.RecordFinding("x", cause=True), c.Verify("ok"), c.Stabilise(confirm=("stopped",)))
    line.do("ann", c.Resolve()).at("12:00").do("ann", c.Reopen("it fails again")).at("12:46")
    assert late(line, "update") == 2
    assert [event.who for event in line.told("reminded")] == ["owner", "owner"]


@pytest.mark.req("A4.3", "A7.1")
def test_nobody_is_late_to_answer_once_the_impact_has_stopped_and_pages_are_called_off() -> None:
    line = stabilised(Timeline("09:00").outage()).at("10:00")
    assert late(line, "acknowledge") == 0


@pytest.mark.req("A2.3", "A4.3")
def test_danger_is_a_new_request_to_answer() -> None:
    line = Timeline("09:00").outage().do("ann", c.Raise("x", level=3)).do("dan", c.Acknowledge()).at("10:00")
    line.do("ann", c.RecordFacts({"danger": True})).at("10:16")
    assert late(line, "acknowledge") == 1


@pytest.mark.req("B4", "A7.1")
def test_what_was_closed_in_its_tier_and_comes_back_days_later_owes_the_first_word_from_then() -> None:
    line = Timeline("09:00").reported(outage=False, production=True).do("ann", c.Close("answered"))
    line.at("+3 09:00").do("ann", c.Reopen("it is broken")).at("+3 09:01")
    assert line.state.breaches == ()
    assert late(line.at("+3 13:01"), "response") == 1


@pytest.mark.req("A2.4")
def test_clocks_of_a_ticket_that_was_linked_before_it_was_opened_can_be_read() -> None:
    line = Timeline("09:00").reported(triage=False, **OUTAGE).at("09:05").do("ann", c.Link("ESC-7", "same"))
    line.at("09:10").do("ann", c.TriageIt())
    shown = {each.name: reading(each.clock, line.now).status.value for each in clocks(line.state, line.rules)}
    assert (shown["acknowledge"], shown["sme"]) == ("met", "met")


@pytest.mark.req("A7.1")
def test_a_mitigation_from_before_it_came_back_stops_nothing_now() -> None:
    text = POLICY.replace(
        "stopped: The impact has stopped.", "stopped: {text: It stopped., met_by: mitigation}"
    )
    line = Timeline("09:00", under=rules(text)).outage().do("ann", c.RecordMitigation("rolled back"))
    line.do("ann", c.SendUpdate("ok"), c.Stabilise()).do("ann", c.Reopen("again"), c.SendUpdate("we see it"))
    with pytest.raises(Refused, match="It stopped"):
        line.do("ann", c.Stabilise())


@pytest.mark.req("A5.8")
def test_three_days_of_updates_that_are_all_late_leave_only_the_breaches_behind() -> None:
    line = Timeline("09:00").outage().do("ben", c.Acknowledge())
    sizes = []
    for hour in range(10, 82):
        line.at(f"+{hour // 24} {hour % 24:02d}:00").do("ann", c.SendUpdate("nothing new"))
        sizes.append(len(state_bytes(line.state)))
    assert late(line, "update") == 71
    assert len(line.state.marks) < 15
    assert sizes[-1] - sizes[0] < 71 * 80
