"""Timelines of a ladder that nobody answers: rung after rung, empty rungs, rounds, the catch-all."""

from datetime import timedelta

import pytest

from tests.unit.ladders.made import THREE, Desk, at, by, minutes, rung
from tocsin.core.ladders.advance import timetable
from tocsin.core.ladders.due import next_due, on_time
from tocsin.core.ladders.events import LadderSpent, RungAwaited, RungPassed, RungReached
from tocsin.core.ladders.rungs import LAST, Ladder
from tocsin.core.model.duration import Span


@pytest.mark.req("A4.5", "AP.1")
def test_the_backup_is_paged_when_ten_minutes_pass_without_an_answer() -> None:
    desk = Desk()
    desk.start("02:57")
    desk.run_until("03:06")
    assert desk.pages() == ["02:57 ana email"]
    desk.run_until("03:07")
    assert desk.pages() == ["02:57 ana email", "03:07 ben email"]
    assert desk.of(RungReached)[1].why == "nobody answered on rung `primary`"


@pytest.mark.req("A4.5")
def test_when_everybody_stays_silent_the_ladder_is_spent_after_the_last_rungs_wait() -> None:
    desk = Desk()
    desk.start("02:57")
    desk.run_until("09:00")
    assert desk.pages() == ["02:57 ana email", "03:07 ben email", "03:17 cem email"]
    assert [(e.at, e.why) for e in desk.of(LadderSpent)] == [(at("03:27"), "nobody answered on any rung")]
    assert next_due(desk.paging, desk.book) is None


@pytest.mark.req("A4.5")
def test_the_ladder_starts_over_as_often_as_it_says_and_ends_with_the_catch_all() -> None:
    desk = Desk(Ladder("twice", (rung("one", "ana"), rung("two", "ben")), repeat=1, last=("person vera",)))
    desk.start("02:00")
    desk.run_until("09:00")
    assert desk.pages() == [
        "02:00 ana email", "02:10 ben email", "02:20 ana email", "02:30 ben email", "02:40 vera email",
    ]  # fmt: skip
    assert desk.of(RungReached)[-1].rung == LAST
    assert [(e.at, e.why) for e in desk.of(LadderSpent)] == [
        (at("02:50"), "nobody answered on any rung, in 2 rounds")
    ]


@pytest.mark.req("A4.5")
def test_a_ladder_without_end_goes_round_and_round() -> None:
    desk = Desk(Ladder("for-ever", (rung("one", "ana"), rung("two", "ben")), repeat=-1))
    desk.start("02:00")
    desk.run_until("03:10")
    assert [page[6:9] for page in desk.pages()] == ["ana", "ben"] * 4


@pytest.mark.req("A4.5")
def test_a_rung_pages_again_until_the_next_one() -> None:
    desk = Desk(Ladder("often", (rung("one", "ana", wait=15, every=minutes(5)), rung("two", "ben"))))
    desk.start("02:00")
    desk.run_until("02:30")
    assert desk.pages() == ["02:00 ana email", "02:05 ana email", "02:10 ana email", "02:15 ben email"]


@pytest.mark.req("A4.2", "A4.5")
def test_the_repeat_pages_whoever_is_on_call_by_then() -> None:
    desk = Desk(Ladder("often", (rung("one", "rotation night", wait=15, every=minutes(5)),)))
    desk.on_call["night"] = lambda now: ["ana"] if now < at("02:04") else ["ben"]
    desk.start("02:00")
    desk.run_until("02:09")
    assert desk.pages() == ["02:00 ana email", "02:05 ben email"]


@pytest.mark.req("A4.5", "A13.2")
def test_a_rung_with_nobody_on_call_is_passed_over_at_once_and_says_why() -> None:
    desk = Desk(Ladder("gap", (rung("one", "rotation empty"), rung("two", "ben"))))
    desk.start("02:00")
    assert desk.pages() == ["02:00 ben email"]
    assert [e.why for e in desk.of(RungPassed)] == ["nobody answers for `rotation empty`"]
    assert desk.of(RungReached)[0].why == "`one` was passed over: nobody answers for `rotation empty`"


@pytest.mark.req("A4.5", "A13.2")
def test_a_person_who_cannot_be_reached_at_all_is_nobody() -> None:
    desk = Desk(Ladder("mute", (rung("one", "ana"), rung("two", "ben"))), rules={"ana": ()})
    desk.start("02:00")
    assert desk.pages() == ["02:00 ben email"]
    assert desk.of(RungPassed)[0].why == "no way is known to reach `ana`"


@pytest.mark.req("A4.5")
def test_when_no_rung_has_anybody_the_catch_all_is_paged_at_once() -> None:
    desk = Desk(
        Ladder("gap", (rung("one", "rotation x"), rung("two", "team y")), last=("person vera",), repeat=3)
    )
    desk.start("02:00")
    assert desk.pages() == ["02:00 vera email"]
    desk.on_call["x"] = lambda _: ["ana"]
    desk.run_until("02:10")
    assert desk.pages()[1:] == ["02:10 ana email"], "a round is left, and somebody is there by now"


@pytest.mark.req("A4.5")
def test_without_anybody_and_without_catch_all_the_next_round_is_tried_later() -> None:
    desk = Desk(Ladder("gap", (rung("one", "rotation x"), rung("two", "rotation x")), repeat=1))
    desk.on_call["x"] = lambda now: ["ana"] if now >= at("02:05") else []
    desk.start("02:00")
    assert [(e.opens_at, e.why) for e in desk.of(RungAwaited)] == [
        (at("02:10"), "nobody could be paged on any rung: all are tried again")
    ]
    desk.run_until("02:10")
    assert desk.pages() == ["02:10 ana email"]


@pytest.mark.req("A4.5")
@pytest.mark.parametrize("repeat", [0, 2])
def test_a_ladder_that_never_has_anybody_ends_and_says_so(repeat: int) -> None:
    desk = Desk(Ladder("gap", (rung("one", "rotation x"),), repeat=repeat))
    desk.start("02:00")
    desk.run_until("09:00")
    assert desk.pages() == []
    assert desk.of(LadderSpent)[0].why == "nobody could be paged on the rungs that were left"
    assert desk.of(LadderSpent)[0].at == at("02:00") + repeat * minutes(10)


@pytest.mark.req("A4.5")
def test_a_ladder_that_the_policy_has_no_more_is_spent_at_once() -> None:
    desk = Desk()
    desk.start("02:00", ladder="gone")
    assert desk.of(LadderSpent)[0].why == "ladder `gone` has no rung"


@pytest.mark.req("A4.5")
def test_of_several_people_one_is_paged_each_time_the_next() -> None:
    desk = Desk(Ladder("turns", (rung("one", "ana", "ben", "cem", in_turn=True),), repeat=3))
    desk.start("02:00")
    desk.run_until("02:30")
    assert [page[6:9] for page in desk.pages()] == ["ana", "ben", "cem", "ana"]


@pytest.mark.req("A4.5")
def test_turns_go_on_from_earlier_escalations() -> None:
    desk = Desk(Ladder("turns", (rung("one", "ana", "ben", in_turn=True),)), turns={"turns/one": 1})
    desk.start("02:00")
    assert desk.pages() == ["02:00 ben email"]
    assert desk.of(RungReached)[0].turn == 0


@pytest.mark.req("A4.5")
def test_rungs_are_known_by_id_so_an_edited_order_leaves_nobody_out() -> None:
    desk = Desk()
    desk.start("02:00")
    desk.run_until("02:10")
    edited = Ladder("engineering", (THREE.rungs[2], THREE.rungs[1], rung("new", "dee"), THREE.rungs[0]))
    desk.book = type(desk.book)({"engineering": edited}, otherwise=by("email"))
    desk.run_until("09:00")
    assert [page[6:9] for page in desk.pages()] == ["ana", "ben", "cem", "dee"]


@pytest.mark.req("A4.5")
def test_a_rung_that_was_edited_away_while_it_waited_is_followed_by_what_is_left() -> None:
    desk = Desk()
    desk.start("02:00")
    desk.book = type(desk.book)(
        {"engineering": Ladder("engineering", THREE.rungs[1:])}, otherwise=by("email")
    )
    desk.run_until("09:00")
    assert [page[6:9] for page in desk.pages()] == ["ana", "ben", "cem"]


@pytest.mark.req("A4.5", "AP.1")
def test_after_a_pause_of_the_engine_one_rung_is_climbed_and_its_wait_counts_from_then() -> None:
    desk = Desk()
    desk.start("02:00")
    desk.advance("04:00")
    assert desk.pages() == ["02:00 ana email", "04:00 ben email"]
    late = desk.of(RungReached)[1]
    assert late.at - late.due_at == timedelta(hours=1, minutes=50)
    desk.run_until("09:00")
    assert desk.pages()[2:] == ["04:10 cem email"]


@pytest.mark.req("A4.5")
def test_the_timetable_is_what_then_happens_when_nobody_answers() -> None:
    ladder = Ladder(
        "eng", (rung("one", "rotation night"), rung("two", "ben")), repeat=1, last=("person vera",)
    )
    desk = Desk(ladder, rules={"ben": by("email", "sms+3")})
    desk.on_call["night"] = lambda now: ["ana"] if now < at("02:15") else ["cem"]
    desk.start("02:00")
    planned = timetable(desk.paging, desk.book, desk.who, at("02:00"))
    desk.run_until("09:00")
    assert [f"{p.at:%H:%M} {p.person} {p.method}" for p in planned if p.person] == desk.pages()[1:]
    assert "02:20 cem email" in desk.pages()
    assert planned[-1].why == "nobody answered on any rung, in 2 rounds"


@pytest.mark.req("A4.5")
def test_the_timetable_of_a_ladder_without_end_has_an_end() -> None:
    desk = Desk(Ladder("for-ever", (rung("one", "ana"),), repeat=-1))
    desk.start("02:00")
    assert len(timetable(desk.paging, desk.book, desk.who, at("02:00"), limit=7)) == 7
    within = timetable(desk.paging, desk.book, desk.who, at("02:00"), within=minutes(35))
    assert [p.at for p in within] == [at("02:10"), at("02:20"), at("02:30")]


@pytest.mark.req("A4.5")
def test_a_wait_in_business_time_counts_open_hours_only() -> None:
    from tocsin.core.calendar.business import BusinessHours
    from tocsin.core.ladders.rungs import Rung

    office = BusinessHours.of("UTC", {"daily": ["08:00-10:00"]})
    slow = Rung("one", ("person ana",), Span(business=timedelta(hours=1)), hours="office", outside="wait")
    desk = Desk(Ladder("slow", (slow, rung("two", "ben"))), calendars={"office": office})
    desk.start("02:00")
    desk.run_until("10:00")
    assert desk.pages() == ["08:00 ana email", "09:00 ben email"]


@pytest.mark.req("AP.1")
def test_a_plan_just_past_is_on_time_and_one_long_past_is_not() -> None:
    assert on_time(None, at("02:00")) is None
    assert on_time(at("01:57"), at("02:00")) is True
    assert on_time(at("01:50"), at("02:00")) is False
