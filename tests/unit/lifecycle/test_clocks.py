"""Clocks: what runs, what pauses, what a changed severity does; late is late (A5.2, A5.8, B4)."""

from datetime import datetime

import pytest

from tests.unit.lifecycle.timeline import OUTAGE, POLICY, Timeline, rules
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.clocks import clocks, due_of
from tocsin.core.lifecycle.evolve import mark


def due(line: Timeline, name: str) -> str | None:
    """When a clock of the timeline runs out."""
    for ticking in clocks(line.state, line.rules):
        if ticking.name == name:
            at = due_of(ticking.clock)
            return f"{at:%H:%M}" if at else None
    return "none"


def trail(line: Timeline, name: str) -> tuple[str, ...]:
    return next(t.trail for t in clocks(line.state, line.rules) if t.name == name)


@pytest.mark.req("B4", "A4.3")
def test_each_promise_of_severity_level_and_segment_has_its_clock() -> None:
    line = Timeline("09:00").outage()
    found = {name: due(line, name) for name in ("acknowledge", "response", "sme", "resolution", "update")}
    assert found == {
        "acknowledge": "09:15", "response": "09:15", "sme": "09:30", "resolution": "13:00", "update": "none",
    }  # fmt: skip


@pytest.mark.req("A5.2", "A5.8")
def test_the_cadence_counts_from_each_update_and_a_late_one_is_late_for_good() -> None:
    line = Timeline("09:00").outage().at("09:10").do("ann", c.SendUpdate("we are on it"))
    assert due(line, "update") == "09:55"
    line.at("10:02").do("ann", c.SendUpdate("rolled back"))
    assert [(b.clock, b.count, f"{b.due_at:%H:%M}") for b in line.state.breaches if b.clock == "update"] == [
        ("update", 1, "09:55")
    ]
    assert due(line, "update") == "10:47"


@pytest.mark.req("A5.8")
def test_late_is_late_even_when_the_engine_slept_and_the_answer_came_first() -> None:
    line = Timeline("09:00").outage()
    line.now = line.clock("09:20")
    line.do("ben", c.Acknowledge())
    assert "acknowledge" in [breach.clock for breach in line.state.breaches]
    assert line.when("clock_breached")[0] == "09:20"
    assert f"{line.told('clock_breached')[0].due_at:%H:%M}" == "09:15"


@pytest.mark.req("A5.8")
def test_what_is_done_at_the_very_instant_is_in_time() -> None:
    line = Timeline("09:00").outage().at("09:15").do("ben", c.Acknowledge())
    assert "acknowledge" not in [breach.clock for breach in line.state.breaches]


@pytest.mark.req("B4")
def test_a_raised_severity_counts_its_shorter_target_from_the_change_but_never_later_than_before() -> None:
    line = Timeline("09:00").reported(outage=True, customers_affected=1, production=True)
    assert due(line, "resolution") == "09:00"  # 24 h: on the next day
    line.at("09:30").do("ann", c.Raise("payments fail too", severity="P1"))
    assert due(line, "resolution") == "13:30"
    assert "counted from the change at Tue 2027-03-02 09:30 UTC" in trail(line, "resolution")[-1]
    assert due(line, "response") == "09:45"


@pytest.mark.req("B4")
def test_a_policy_can_count_a_raised_severity_from_the_start() -> None:
    under = rules(POLICY + "clocks: {raised: from_start}\n")
    line = Timeline("09:00", under=under).reported(outage=True, customers_affected=1, production=True)
    line.at("09:30").do("ann", c.Raise("payments fail too", severity="P1"))
    assert due(line, "resolution") == "13:00"


@pytest.mark.req("B4")
def test_a_lowered_severity_gives_the_longer_time_from_the_start_and_breaches_stay() -> None:
    line = Timeline("09:00").outage().at("09:40").do("ann", c.Lower("a workaround holds", severity="P2"))
    assert [breach.clock for breach in line.state.breaches] == ["acknowledge", "response", "sme"]
    assert due(line, "resolution") == "09:00"
    assert len(trail(line, "resolution")) == 2


@pytest.mark.req("A5.8")
def test_waiting_on_the_customer_pauses_only_the_clocks_that_the_policy_names() -> None:
    line = Timeline("09:00").outage().at("09:10").do("ann", c.SendUpdate("please send logs"))
    line.do("ann", c.Wait("their logs"))
    assert due(line, "resolution") is None
    assert due(line, "update") == "09:55"
    line.at("09:40").do("ann", c.Resume("they came"))
    assert due(line, "resolution") == "13:30"


@pytest.mark.req("A0.5")
def test_a_segment_with_office_hours_has_its_clocks_run_in_them() -> None:
    line = Timeline("16:00").reported(outage=True, customers_affected=1, production=True, segment="basic")
    found = next(t for t in clocks(line.state, line.rules) if t.name == "response")
    assert (found.clock.calendar, due(line, "response")) == ("office", "17:00")


@pytest.mark.req("A0.5", "A2.3")
def test_until_the_segment_is_known_clocks_run_at_any_hour_that_some_segment_is_promised() -> None:
    under = rules(POLICY.replace("zone: UTC, channels", "support_hours: office, zone: UTC, channels"))
    line = Timeline("02:55", under=under).reported(danger=True)
    assert due(line, "response") == "03:10"
    line.do("ann", c.RecordFacts({"segment": "basic"}))
    assert due(line, "response") == "09:15"


@pytest.mark.req("B4")
def test_a_segment_that_becomes_known_moves_due_times_and_says_why() -> None:
    line = Timeline("16:30").reported(outage=True, customers_affected=1, production=True)
    line.at("16:40").do("ann", c.RecordFacts({"segment": "basic"}))
    at = next(due_of(t.clock) for t in clocks(line.state, line.rules) if t.name == "response")
    assert at == datetime.fromisoformat("2027-03-03T09:30:00+00:00")
    assert "basic" in trail(line, "response")[-1]


@pytest.mark.req("A5.3")
def test_a_promise_of_an_earlier_update_is_what_counts() -> None:
    line = Timeline("09:00").outage().at("09:10")
    line.do("ann", c.SendUpdate("soon more", next_at=line.clock("09:25")))
    assert due(line, "update") == "09:25"
    line.at("09:26")
    assert "update" in [breach.clock for breach in line.state.breaches]


@pytest.mark.req("A5.2")
def test_the_owner_is_reminded_before_an_update_falls_due_and_only_once() -> None:
    line = Timeline("09:00").outage().at("09:10").do("ann", c.SendUpdate("on it")).at("09:54")
    assert line.when("reminded") == ["09:45"]


@pytest.mark.req("A5.8")
def test_warnings_come_at_the_fractions_of_the_policy_and_only_the_last_after_a_sleep() -> None:
    line = Timeline("09:00").outage().at("09:15")
    acknowledge = [e.fraction for e in line.told("clock_warned") if e.clock == "acknowledge"]
    assert acknowledge == [0.5, 0.8]
    slept = Timeline("09:00").outage().jump("09:14")
    assert [e.fraction for e in slept.told("clock_warned") if e.clock == "acknowledge"] == [0.8]
    late = Timeline("09:00").outage().jump("09:16")
    assert not [e for e in late.told("clock_warned") if e.clock == "acknowledge"]
    assert mark("acknowledge", 1, "breach") in late.state.marks


@pytest.mark.req("A4.3")
def test_a_raised_level_asks_for_an_answer_anew() -> None:
    line = Timeline("09:00").outage().at("09:02").do("ben", c.Acknowledge())
    line.at("10:00").do("ann", c.Raise("three more customers", level=3))
    assert due(line, "acknowledge") == "10:15"
    assert ("10:00", "dan", "email") in line.pages()


@pytest.mark.req("A7.1")
def test_nothing_runs_after_the_end() -> None:
    from tocsin.core.lifecycle.obligations import earliest

    line = closed(Timeline("09:00").reported(**OUTAGE))
    assert earliest(line.state, line.rules) is None


def closed(line: Timeline) -> Timeline:
    """Through every gate."""
    line.do("ann", c.SendUpdate("it works again"))
    line.do("dan", c.Stabilise(confirm=("stopped",)))
    line.do("ben", c.RecordFinding("an index was dropped", cause=True))
    line.do("ann", c.Verify("all fine"), c.Resolve())
    return line.do("ann", c.Close("index restored", confirm=("ticket",)))


@pytest.mark.req("A5.8")
def test_a_wait_keeps_the_clocks_that_it_paused_under_a_later_policy() -> None:
    line = Timeline("09:00").outage().do("ann", c.Wait("logs")).at("09:30").do("ann", c.Resume())
    later = rules(POLICY + "clocks: {pause: []}\n")
    assert due(line, "resolution") == "13:30"
    line.rules = later
    assert due(line, "resolution") == "13:30"
