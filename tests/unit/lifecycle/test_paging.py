"""Paging within an escalation: answers, declines, silence, failed pages, levels (A4)."""

import pytest

from tests.unit.lifecycle.timeline import OUTAGE, POLICY, Timeline, rules
from tocsin.core.lifecycle import commands as c
from tocsin.core.model.finding import Refused


@pytest.mark.req("A4.5")
def test_primary_backup_and_catch_all_are_paged_ten_minutes_apart() -> None:
    line = Timeline("02:55").outage().at("03:30")
    assert line.pages() == [("02:55", "ben", "email"), ("03:05", "cleo", "email"), ("03:15", "dan", "email")]


@pytest.mark.req("A4.5")
def test_an_acknowledge_stops_the_ladder_and_nobody_else_is_paged() -> None:
    line = Timeline("02:55").outage().at("03:07").do("cleo", c.Acknowledge()).at("04:30")
    assert line.pages() == [("02:55", "ben", "email"), ("03:05", "cleo", "email")]
    assert line.state.times.acknowledged == line.clock("03:07")


@pytest.mark.req("A4.5")
def test_declining_pages_the_next_rung_at_once() -> None:
    line = Timeline("02:55").outage().at("02:57").do("ben", c.Decline("on a train"))
    assert line.pages("02:57") == [("02:57", "cleo", "email")]


@pytest.mark.req("A4.5")
def test_silence_after_an_acknowledge_raises_it_again_and_work_in_between_counts() -> None:
    line = Timeline("02:55").outage().at("03:00").do("ben", c.Acknowledge())
    line.at("04:00").do("ben", c.RecordFinding("looking at db-3")).at("05:59")
    assert line.pages("03:01") == []
    line.at("06:00")
    assert ("06:00", "ben", "email") in line.pages("03:01")


@pytest.mark.req("A4.5")
def test_a_page_that_cannot_be_delivered_moves_to_the_next_rung() -> None:
    line = Timeline("02:55").outage()
    line.do("tocsin", c.PageFailed("p1", "no such mailbox"))
    assert line.pages("02:55")[-1] == ("02:55", "cleo", "email")
    assert line.told("undelivered")[0].people == ("ben",)


@pytest.mark.req("A4.1")
def test_raising_starts_the_ladder_of_the_level_and_lowering_stops_it() -> None:
    line = Timeline("09:00").outage().do("ann", c.Raise("it spreads", level=3))
    assert line.pages()[-1] == ("09:00", "dan", "email")
    assert line.state.paging.climbs["engineering"].state == "stopped"
    line.do("ann", c.Lower("it does not", level=2))
    assert line.state.paging.climbs["incident"].state == "stopped"
    assert line.state.paging.climbs["engineering"].state == "climbing"


@pytest.mark.req("A4.4")
def test_anybody_can_be_paged_by_name_and_asking_twice_is_refused() -> None:
    line = Timeline("09:00").outage().do("ann", c.Page("person eve", "speaks Portuguese"))
    assert line.pages()[-1] == ("09:00", "eve", "email")
    with pytest.raises(Refused, match="being paged already"):
        line.do("ann", c.Page("person eve", "again"))
    with pytest.raises(Refused, match="there is no rotation `moon`"):
        line.do("ann", c.Page("rotation moon", "help"))


@pytest.mark.req("A4.5")
def test_after_the_engine_slept_each_overdue_page_goes_out_once_and_waits_count_from_then() -> None:
    line = Timeline("02:55").outage().jump("05:00")
    assert line.pages("05:00") == [("05:00", "cleo", "email")]
    line.at("05:10")
    assert line.pages("05:01") == [("05:10", "dan", "email")]


@pytest.mark.req("A4.5")
def test_with_nobody_to_answer_the_command_says_who_has_it() -> None:
    line = Timeline("09:00").outage().do("ben", c.Acknowledge())
    with pytest.raises(Refused, match="acknowledged by ben"):
        line.do("cleo", c.Acknowledge())


@pytest.mark.req("A4.1")
def test_a_team_without_a_ladder_is_paged_all_the_same() -> None:
    text = POLICY.replace("ladder: engineering}\n  duty", "}\n  duty").replace(
        "team: engineering, ladder: incident", "team: engineering"
    )
    line = Timeline("09:00", under=rules(text)).reported(**OUTAGE)
    assert {person for _, person, _ in line.pages()} == {"ben", "cleo"}


def test_a_clock_that_is_set_back_never_puts_an_event_before_the_last() -> None:
    line = Timeline("09:00").outage()
    line.now = line.clock("08:00")
    line.do("ben", c.Acknowledge())
    assert line.state.times.acknowledged == line.clock("09:00")


@pytest.mark.req("A4.5", "A10.7")
def test_an_answer_at_night_without_progress_is_raised_again_and_taking_the_sme_seat_is_none() -> None:
    text = POLICY.replace("    silent_after: 2h\n", "    silent_after: 2h\n    night: {after: 30m}\n")
    line = Timeline("02:55", under=rules(text)).reported(**OUTAGE).at("03:00").do("ben", c.Acknowledge())
    assert line.state.seats["sme_lead"] == "ben"
    line.at("03:29")
    assert line.pages("03:01") == []
    line.at("03:30")
    assert line.pages("03:01")[0] == ("03:30", "ben", "email")
