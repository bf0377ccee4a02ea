"""Starting, escalating, lowering, moving, postponing, holding: what people ask of a climb."""

import pytest

from tests.unit.ladders.made import THREE, Desk, at, by, minutes, rung
from tocsin.core.ladders import commands
from tocsin.core.ladders.due import next_due
from tocsin.core.ladders.events import LadderAcknowledged, LadderMoved, RungReached
from tocsin.core.ladders.run import LadderError
from tocsin.core.ladders.rungs import LAST, Ladder

COMMAND = Ladder("command", (rung("commander", "ida"), rung("director", "joe")))


@pytest.mark.req("A4.1", "AP.4")
def test_a_raised_level_starts_its_ladder_beside_the_running_one_and_lowering_stops_it() -> None:
    desk = Desk(others=[COMMAND])
    desk.start("02:00")
    desk.start("02:05", climb="level-3", ladder="command")
    desk.stop("02:12", climb="level-3")
    desk.run_until("02:20")
    assert desk.pages() == ["02:00 ana email", "02:05 ida email", "02:10 ben email", "02:20 cem email"]
    assert desk.paging.climbs["level-3"].state == "stopped"
    assert desk.paging.pages["p2"].state == "withdrawn"


@pytest.mark.req("A4.1")
def test_a_climb_that_runs_is_not_started_twice_and_a_stopped_one_begins_anew() -> None:
    desk = Desk()
    desk.start("02:00")
    assert desk.start("02:01") == []
    desk.stop("02:02")
    desk.start("02:30")
    assert desk.pages() == ["02:00 ana email", "02:30 ana email"]


@pytest.mark.req("A4.5")
def test_who_takes_it_at_once_is_not_paged_and_the_backup_is_when_they_escalate() -> None:
    desk = Desk()
    desk.start("02:00", taken_by="ana")
    assert desk.pages() == []
    desk.escalate("02:20", "ana")
    assert desk.pages() == ["02:20 ben email"]
    assert desk.of(RungReached)[0].why == "stuck"


@pytest.mark.req("A4.5")
def test_escalate_reaches_the_next_rung_at_once_even_when_acknowledged() -> None:
    desk = Desk()
    desk.start("02:00")
    desk.acknowledge("02:01", "ana")
    desk.escalate("02:02")
    climb = desk.paging.climbs["engineering"]
    assert (climb.state, climb.rung, climb.acknowledged_by) == ("climbing", "backup", ())
    desk.run_until("02:12")
    assert desk.pages() == ["02:00 ana email", "02:02 ben email", "02:12 cem email"]


@pytest.mark.req("A4.5")
def test_escalate_past_the_last_rung_comes_to_the_catch_all_and_then_to_the_first() -> None:
    desk = Desk(Ladder("short", (rung("one", "ana"), rung("two", "ben")), last=("person vera",)))
    desk.start("02:00")
    for minute in (1, 2, 3, 4):
        desk.escalate(f"02:0{minute}")
    assert [page[6:] for page in desk.pages()] == [
        "ana email", "ben email", "vera email", "ana email", "ben email",
    ]  # fmt: skip
    assert [reached.rung for reached in desk.of(RungReached)] == ["one", "two", LAST, "one", "two"]


@pytest.mark.req("A4.5")
def test_a_spent_ladder_is_escalated_to_its_first_rung() -> None:
    desk = Desk()
    desk.start("02:00")
    desk.run_until("03:00")
    desk.escalate("03:05")
    assert desk.pages()[-1] == "03:05 ana email"


@pytest.mark.req("A4.5")
def test_a_stopped_climb_cannot_be_escalated() -> None:
    desk = Desk()
    desk.start("02:00")
    desk.stop("02:01")
    with pytest.raises(LadderError, match="is not climbed any more: start it again"):
        desk.escalate("02:02")


@pytest.mark.req("A2.4", "A4.5")
def test_a_grown_incident_pages_again_but_never_interrupts_a_climb() -> None:
    desk = Desk()
    desk.start("02:00")
    assert commands.reraise(desk.paging, "engineering", desk.book, desk.who, at("02:01"), "grew") == []
    desk.acknowledge("02:02", "ben")
    desk.does(commands.reraise(desk.paging, "engineering", desk.book, desk.who, at("02:30"), "it grew"))
    assert desk.pages()[1:] == ["02:30 ana email", "02:30 ben email"]


@pytest.mark.req("A4.1")
def test_another_ladder_begins_at_its_first_rung_and_ends_what_the_old_one_began() -> None:
    desk = Desk(others=[COMMAND], rules={"ana": by("email", "sms+5")})
    desk.start("02:00")
    moved = commands.move(
        desk.paging, "engineering", "command", desk.book, desk.who, at("02:02"), "new policy"
    )
    desk.does(moved)
    desk.run_until("02:12")
    assert desk.pages() == ["02:00 ana email", "02:02 ida email", "02:12 joe email"]
    assert desk.of(LadderMoved)[0].withdrawn == ("p1",)


@pytest.mark.req("A4.1")
def test_another_ladder_under_an_answered_climb_pages_nobody() -> None:
    desk = Desk(others=[COMMAND])
    desk.start("02:00")
    desk.acknowledge("02:01", "ana")
    desk.does(commands.move(desk.paging, "engineering", "command", desk.book, desk.who, at("02:02"), "new"))
    assert desk.pages() == ["02:00 ana email"]
    desk.escalate("02:03")
    assert desk.pages()[1:] == ["02:03 ida email"]


@pytest.mark.req("A4.5")
def test_more_time_for_the_present_rung() -> None:
    desk = Desk()
    desk.start("02:00")
    desk.does(commands.postpone(desk.paging, "engineering", at("02:25"), at("02:05"), "zoe", "driving in"))
    desk.run_until("02:24")
    assert desk.pages() == ["02:00 ana email"]
    desk.run_until("02:25")
    assert desk.of(RungReached)[1].why == "driving in"
    desk.acknowledge("02:26", "ben")
    assert commands.postpone(desk.paging, "engineering", at("03:00"), at("02:27"), "zoe") == []


@pytest.mark.req("A4.5")
def test_while_held_no_rung_is_reached_and_turns_that_had_begun_go_on() -> None:
    desk = Desk(rules={"ana": by("email", "sms+5")}, others=[COMMAND])
    desk.start("02:00")
    desk.hold("02:01")
    assert desk.hold("02:02") == []
    desk.start("02:03", climb="level-3", ladder="command")
    with pytest.raises(LadderError, match=r"paging is held \(maintenance\): release it"):
        desk.escalate("02:04")
    desk.run_until("02:30")
    assert desk.pages() == ["02:00 ana email", "02:05 ana sms"]
    desk.release("02:40")
    assert desk.pages()[2:] == ["02:40 ben email", "02:40 ida email"]
    assert desk.release("02:41") == []


@pytest.mark.req("A4.5")
def test_patience_waits_for_the_end_of_the_hold_too() -> None:
    desk = Desk(Ladder("engineering", THREE.rungs, silent_after=minutes(10)))
    desk.start("02:00")
    desk.acknowledge("02:01", "ana")
    desk.hold("02:02")
    assert next_due(desk.paging, desk.book) is None
    desk.release("02:30")
    assert desk.pages()[1:] == ["02:30 ana email"]


@pytest.mark.req("A4.5")
def test_every_answer_is_on_record_with_its_pages() -> None:
    desk = Desk()
    desk.start("02:00")
    desk.acknowledge("02:01", "ana")
    record = desk.paging.pages["p1"]
    assert (record.due_at, record.ordered_at, record.state, record.settled_at) == (
        at("02:00"), at("02:00"), "answered", at("02:01"),
    )  # fmt: skip
    assert desk.of(LadderAcknowledged)[0].answered == ("p1",)
