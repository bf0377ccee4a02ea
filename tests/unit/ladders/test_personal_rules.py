"""Personal rules: methods with delays, rules that change under a turn, and pages that do not arrive."""

import pytest

from tests.unit.ladders.made import THREE, Desk, at, by, minutes, rung
from tocsin.core.ladders.due import next_due
from tocsin.core.ladders.events import PageFailed, PageOrdered, RungReached
from tocsin.core.ladders.rungs import Ladder

ANA = by("email", "sms+3", "phone+5")


@pytest.mark.req("A4.5")
def test_methods_follow_each_other_and_go_on_while_the_next_rung_is_paged() -> None:
    desk = Desk(rules={"ana": by("email", "sms+3", "phone+12"), "ben": by("email")})
    desk.start("02:00")
    desk.run_until("02:12")
    assert desk.pages() == ["02:00 ana email", "02:03 ana sms", "02:10 ben email", "02:12 ana phone"]
    due = [(page.due_at, page.at) for page in desk.sent()]
    assert all(planned == sent for planned, sent in due)


@pytest.mark.req("A4.5")
def test_one_person_by_one_method_at_one_moment_is_paged_once() -> None:
    ladder = Ladder("same", (rung("one", "ana", "rotation night"), rung("two", "ana")))
    desk = Desk(ladder, rules={"ana": by("email", "email+10")})
    desk.on_call["night"] = lambda _: ["ana"]
    desk.start("02:00")
    desk.run_until("02:10")
    assert desk.pages() == ["02:00 ana email", "02:10 ana email"]
    assert desk.sent()[1].covers == (("c1", "email+600s"), ("c2", "email+0s"))


@pytest.mark.req("A4.5")
def test_two_climbs_that_call_one_person_at_one_moment_page_once_for_both() -> None:
    security = Ladder("security", (rung("one", "ana"),))
    desk = Desk(rules={"ana": by("email", "sms+10")}, others=[security])
    desk.start("02:00")
    desk.start("02:10", climb="security", ladder="security")
    desk.run_until("02:10")
    assert [p for p in desk.pages() if "ana" in p] == ["02:00 ana email", "02:10 ana sms", "02:10 ana email"]
    desk.start("02:20", climb="both-a", ladder="security")
    assert desk.paging.calling("ana") == ("engineering", "security", "both-a")


@pytest.mark.req("A4.5", "AP.1")
def test_what_became_due_while_the_engine_stood_still_is_sent_once() -> None:
    desk = Desk(
        Ladder("one", (rung("one", "ana", wait=300),)), rules={"ana": by("sms+1", "sms+2", "phone+2")}
    )
    desk.start("02:00")
    desk.advance("02:03")
    assert desk.pages() == ["02:03 ana sms", "02:03 ana phone"]
    assert desk.sent()[0].due_at == at("02:01")
    assert desk.advance("02:30") == []


@pytest.mark.req("A4.5")
def test_a_new_rule_counts_for_moments_to_come_and_never_for_those_past() -> None:
    desk = Desk(Ladder("one", (rung("one", "ana", wait=300),), repeat=-1), rules={"ana": by("sms", "sms+60")})
    desk.start("02:00")
    desk.run_until("02:35")
    desk.rules("02:35", "ana", "sms", "sms+30", "sms+60", "sms+90")
    desk.run_until("03:35")
    assert desk.pages() == ["02:00 ana sms", "03:00 ana sms", "03:30 ana sms"]
    desk.escalate("03:35")
    desk.run_until("04:05")
    assert desk.pages()[3:] == ["03:35 ana sms", "04:05 ana sms"]


@pytest.mark.req("A4.5")
def test_a_rule_added_when_nothing_was_left_to_send_still_counts() -> None:
    desk = Desk(Ladder("one", (rung("one", "ana", wait=60),)), rules={"ana": by("sms")})
    desk.start("02:00")
    desk.rules("02:00", "ana", "sms", "phone", "phone+30")
    desk.run_until("02:30")
    assert desk.pages() == ["02:00 ana sms", "02:30 ana phone"]


@pytest.mark.req("A4.5")
def test_a_page_that_cannot_be_delivered_brings_the_persons_next_method_forward() -> None:
    desk = Desk(rules={"ana": ANA})
    desk.start("02:00")
    events = desk.fails("02:01", "p1")
    assert [type(event) for event in events] == [PageFailed, PageOrdered]
    desk.run_until("02:05")
    assert desk.pages() == ["02:00 ana email", "02:01 ana sms", "02:05 ana phone"]
    assert desk.sent()[1].why == "`email` did not reach them: the server refused it"


@pytest.mark.req("A4.5")
def test_while_another_page_is_out_nothing_is_brought_forward() -> None:
    desk = Desk(rules={"ana": by("email", "sms", "phone+5")})
    desk.start("02:00")
    assert [type(event) for event in desk.fails("02:01", "p1")] == [PageFailed]
    assert [type(event) for event in desk.fails("02:02", "p2")] == [PageFailed, PageOrdered]
    assert desk.pages()[2:] == ["02:02 ana phone"]


@pytest.mark.req("A4.5")
def test_when_nobody_of_the_rung_can_be_reached_the_next_rung_is_paged_at_once() -> None:
    desk = Desk(Ladder("two", (rung("one", "ana", "ben"), rung("two", "cem"))))
    desk.start("02:00")
    assert desk.fails("02:01", "p1")[1:] == []
    desk.fails("02:02", "p2")
    assert desk.pages()[2:] == ["02:02 cem email"]
    why = desk.of(RungReached)[1].why
    assert why == "nobody on rung `one` could be reached: `email` to `ben`: the server refused it"
    due = next_due(desk.paging, desk.book)
    assert due is not None and due.at == at("02:12")


@pytest.mark.req("A4.5")
def test_a_page_that_was_answered_or_forgotten_cannot_fail_any_more() -> None:
    desk = Desk()
    desk.start("02:00")
    desk.acknowledge("02:01", "ana")
    assert desk.fails("02:02", "p1") == []
    assert desk.fails("02:02", "p99") == []


@pytest.mark.req("A4.5")
def test_the_state_stays_small_through_days_of_pages() -> None:
    often = rung("one", "ana", "ben", wait=60 * 72, every=minutes(5))
    desk = Desk(Ladder("flood", (often, *THREE.rungs)), rules={"ana": ANA, "ben": by("email", "sms+12")})
    desk.start("02:00")
    for _ in range(2000):
        due = next_due(desk.paging, desk.book)
        assert due is not None
        desk.does(_advance(desk, due))
    assert len(desk.paging.pages) == 64
    assert len(desk.paging.cycles) <= 8


def _advance(desk: Desk, due: object) -> list:  # type: ignore[type-arg]
    from tocsin.core.ladders.advance import advance

    return advance(desk.paging, desk.book, desk.who, due.at)  # type: ignore[attr-defined]
