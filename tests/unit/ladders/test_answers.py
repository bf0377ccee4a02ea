"""Somebody answers: pages stop; silence after it, and a sleepy answer at night, raise it again."""

from datetime import time

import pytest

from tests.unit.ladders.made import THREE, Desk, at, by, minutes, rung
from tocsin.core.ladders.due import next_due
from tocsin.core.ladders.events import LadderAcknowledged, LadderRaised, RungReached
from tocsin.core.ladders.evolve import touch
from tocsin.core.ladders.run import LadderError
from tocsin.core.ladders.rungs import Ladder, Night

SILENT = Ladder("engineering", THREE.rungs, silent_after=minutes(60))
SLEEPY = Night(time(22), time(7), minutes(20))
NIGHT = Ladder("engineering", THREE.rungs, silent_after=minutes(60), night=SLEEPY)


@pytest.mark.req("A4.5", "A4.3")
def test_an_acknowledge_stops_every_page_of_the_climb() -> None:
    desk = Desk(rules={"ana": by("email", "sms+3", "phone+5")})
    desk.start("02:57")
    desk.run_until("03:00")
    desk.acknowledge("03:01", "ana")
    assert next_due(desk.paging, desk.book) is None
    desk.advance("09:00")
    assert desk.pages() == ["02:57 ana email", "03:00 ana sms"]
    assert [page.state for page in desk.paging.pages.values()] == ["answered", "answered"]


@pytest.mark.req("A4.5")
def test_the_backups_answer_withdraws_what_the_primary_was_asked() -> None:
    desk = Desk()
    desk.start("02:57")
    desk.run_until("03:07")
    (answer,) = desk.acknowledge("03:08", "ben")
    assert isinstance(answer, LadderAcknowledged)
    assert (answer.answered, answer.withdrawn) == (("p2",), ("p1",))
    assert desk.paging.pages["p1"].state == "withdrawn"


@pytest.mark.req("A4.5")
def test_a_second_answer_changes_nothing() -> None:
    desk = Desk()
    desk.start("02:57")
    desk.acknowledge("02:58", "ana")
    assert desk.acknowledge("02:59", "ben") == []
    desk.stop("03:00")
    assert desk.acknowledge("03:01", "ben") == []
    assert desk.stop("03:02") == []


@pytest.mark.req("A4.5")
def test_somebody_who_was_not_paged_may_answer() -> None:
    desk = Desk()
    desk.start("02:57")
    desk.acknowledge("02:58", "zoe")
    assert desk.paging.climbs["engineering"].acknowledged_by == ("zoe",)
    assert desk.paging.pages["p1"].state == "withdrawn"


@pytest.mark.req("A4.5")
def test_where_each_answers_only_the_one_who_did_is_left_alone() -> None:
    each = Ladder("all-hands", (rung("one", "ana", "ben", each=True), rung("two", "cem")))
    desk = Desk(each, otherwise=by("email", "sms+5", "phone+30"))
    desk.start("02:00")
    desk.acknowledge("02:02", "ana")
    assert desk.acknowledge("02:03", "ana") == []
    desk.run_until("02:20")
    desk.acknowledge("02:21", "ben")
    desk.run_until("09:00")
    assert desk.pages() == ["02:00 ana email", "02:00 ben email", "02:05 ben sms"]
    assert [e.person for e in desk.of(LadderAcknowledged)] == ["ana", "ben"]


@pytest.mark.req("A4.5")
def test_the_next_rung_after_an_answer_pages_anew_even_who_had_answered() -> None:
    each = Ladder("all-hands", (rung("one", "ana", each=True), rung("two", "ana", "ben", each=True)))
    desk = Desk(each, rules={"ana": by("email", "sms+30"), "ben": by("email")})
    desk.start("02:00")
    desk.acknowledge("02:01", "ana")
    desk.escalate("02:02")
    desk.acknowledge("02:03", "ben")
    desk.run_until("03:00")
    assert desk.pages() == ["02:00 ana email", "02:02 ana email", "02:02 ben email", "02:32 ana sms"]


@pytest.mark.req("A4.5")
def test_answered_and_then_silent_it_is_raised_again_with_whoever_had_answered() -> None:
    desk = Desk(SILENT)
    desk.start("10:00")
    desk.run_until("10:10")
    desk.acknowledge("10:12", "ben")
    due = next_due(desk.paging, desk.book)
    assert due is not None and (due.at, due.kind) == (at("11:12"), "silent")
    desk.run_until("11:22")
    assert desk.pages()[2:] == ["11:12 ana email", "11:12 ben email", "11:22 ben email"]
    raised = desk.of(LadderRaised)[0]
    assert (raised.person, raised.why) == ("ben", "acknowledged, and then nothing was heard")
    assert desk.of(RungReached)[2].called[1].target == "acknowledged"


@pytest.mark.req("A4.5")
def test_work_on_it_keeps_it_quiet() -> None:
    desk = Desk(SILENT)
    desk.start("10:00")
    desk.acknowledge("10:10", "ana")
    desk.paging = touch(desk.paging, at("10:50"))
    due = next_due(desk.paging, desk.book)
    assert due is not None and due.at == at("11:50")


@pytest.mark.req("A4.5")
def test_a_night_answer_without_progress_is_raised_sooner_in_the_persons_own_zone() -> None:
    desk = Desk(NIGHT, zones={"ana": "Asia/Kolkata"}, zone="Europe/Berlin")
    desk.start("18:00")  # 23:30 in Kolkata, 19:00 in Berlin
    desk.acknowledge("18:05", "ana")
    due = next_due(desk.paging, desk.book)
    assert due is not None and (due.at, due.kind) == (at("18:25"), "night")
    assert due.why == "acknowledged at night, and no progress since"
    desk.run_until("18:25")
    assert desk.pages() == ["18:00 ana email", "18:25 ana email"]


@pytest.mark.req("A4.5")
def test_by_day_there_is_more_patience() -> None:
    desk = Desk(NIGHT, zone="Europe/Berlin")
    desk.start("18:00")
    desk.acknowledge("18:05", "ana")
    due = next_due(desk.paging, desk.book)
    assert due is not None and (due.at, due.kind) == (at("19:05"), "silent")


@pytest.mark.req("A4.5")
def test_progress_after_a_night_answer_ends_the_short_patience() -> None:
    desk = Desk(NIGHT, zone="UTC")
    desk.start("23:00")
    desk.acknowledge("23:05", "ana")
    desk.paging = touch(desk.paging, at("23:10"))
    due = next_due(desk.paging, desk.book)
    assert due is not None and (due.at, due.kind) == (at("00:10"), "silent")


@pytest.mark.req("A4.5")
def test_progress_before_an_answer_says_nothing_about_the_time_after_it() -> None:
    desk = Desk(NIGHT, zone="UTC")
    desk.start("22:00")
    desk.acknowledge("22:05", "ana")
    desk.paging = touch(desk.paging, at("22:10"))
    desk.escalate("22:30", "ana")
    desk.acknowledge("22:35", "ben")
    due = next_due(desk.paging, desk.book)
    assert due is not None and (due.at, due.kind) == (at("22:55"), "night")


@pytest.mark.req("A4.5")
def test_a_spent_ladder_can_still_be_answered() -> None:
    desk = Desk()
    desk.start("02:00")
    desk.run_until("03:00")
    desk.acknowledge("03:01", "cem")
    assert desk.paging.climbs["engineering"].state == "acknowledged"


@pytest.mark.req("A4.5")
def test_an_answer_about_an_unknown_climb_says_which_there_are() -> None:
    desk = Desk()
    desk.start("02:00")
    with pytest.raises(LadderError, match=r"`level-3` is not being climbed: .*`engineering`"):
        desk.acknowledge("02:01", "ana", "level-3")
