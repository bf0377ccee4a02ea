"""Which tickets a new one is compared with, what is suggested, and what the policy links by itself (A2.4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.app.duplicates import find, look
from tocsin.app.duplicates_pool import LOOKED_AT, candidate
from tocsin.app.ports import Row
from tocsin.core.policy.schema.triage import Duplicates
from tocsin.core.triage.duplicates import BOUND, Suggestion, candidates, grown, reach
from tocsin.core.triage.likeness import Candidate, Score, Text, same
from tocsin.similar.ranked import Ranked

pytestmark = pytest.mark.req("A2.4")

NOW = datetime(2026, 3, 29, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEW = Candidate("ESC-9", "Checkout is down", "PAY-5031", NOW, segment="enterprise")


def ticket(stream: str, ago: timedelta = HOUR, **changes: Any) -> Candidate:
    """A ticket that was opened so long before the new one."""
    made = Candidate(stream, f"Title of {stream}", "", NOW - ago, segment="enterprise")
    return replace(made, **changes)


def rules(**changes: Any) -> Duplicates:
    return Duplicates.model_validate({"within": "48h", **changes})


def compared(other: Candidate, new: Candidate = NEW, **changes: Any) -> bool:
    return bool(candidates(new, [other], rules(**changes), NOW))


class Scored:
    """A judge that gives each ticket the score in its body, and remembers what it was asked."""

    asked = 0

    def rank(self, query: Text, candidates: Sequence[Text], top: int) -> list[Score]:
        self.asked = len(candidates)
        made = [Score(i, float(c.body), float(c.body), 0.0) for i, c in enumerate(candidates) if c.body]
        return sorted(made, key=lambda s: -s.score)[:top]

    def index(self) -> Ranked:
        return Ranked(self)


def found(*others: Candidate, new: Candidate = NEW, **changes: Any) -> tuple[Suggestion, ...]:
    return find(new, others, rules(**changes), NOW, Scored())


def test_a_ticket_opened_within_the_policys_time_is_compared_and_one_opened_before_is_not() -> None:
    assert compared(ticket("ESC-1", timedelta(hours=48)))
    assert not compared(ticket("ESC-1", timedelta(hours=48, microseconds=1)))


def test_an_open_incident_of_last_month_hides_nothing_of_today() -> None:
    old = ticket("ESC-1", timedelta(days=30), text="1.0")
    assert found(old, link_above=0.5) == ()


def test_a_policy_that_says_no_time_is_bounded_all_the_same() -> None:
    unbounded = Duplicates()
    assert reach(unbounded) == BOUND == timedelta(days=7)
    assert not candidates(NEW, [ticket("ESC-1", timedelta(days=8))], unbounded, NOW)


def test_a_closed_ticket_counts_only_as_long_as_the_policy_says() -> None:
    closed = ticket("ESC-1", 5 * HOUR, closed_at=NOW - 3 * HOUR)
    assert compared(closed, recent="3h")
    assert not compared(closed, recent="2h")
    assert compared(closed)


def test_a_ticket_is_never_compared_with_itself() -> None:
    assert not compared(NEW)


def test_another_segment_is_compared_only_when_a_fact_agrees() -> None:
    other = ticket("ESC-1", segment="free", facts={"component": "checkout"})
    new = replace(NEW, facts={"component": "Checkout"})
    assert compared(other, new, same=["component"])
    assert not compared(other, NEW, same=["component"])
    assert not compared(other, new)


def test_facts_that_are_known_of_both_and_differ_keep_tickets_apart() -> None:
    other = ticket("ESC-1", facts={"component": "billing", "outage": True})
    assert not compared(other, replace(NEW, facts={"component": "login"}), same=["component"])
    assert not compared(other, replace(NEW, facts={"outage": False}), same=["component", "outage"])


def test_a_fact_that_one_of_them_lacks_keeps_nothing_apart() -> None:
    other = ticket("ESC-1", facts={"component": "billing"})
    assert compared(other, NEW, same=["component"])
    assert compared(other, replace(NEW, facts={"component": ""}), same=["component"])


@pytest.mark.parametrize(
    ("one", "two", "agree"),
    [
        ("Payments page", "payment", True),
        ("checkout", " CHECKOUT ", True),
        ("checkout", "billing", False),
        ("EU", "eu", True),
        (True, True, True),
        (True, False, False),
        (["eu-1", "us-1"], ["us-1"], True),
        (["eu-1"], ["us-1"], False),
        (3, 3, True),
        (None, "checkout", None),
        ("checkout", "", None),
    ],
)
def test_facts_agree_as_people_write_them(one: Any, two: Any, agree: bool | None) -> None:
    assert same(one, two) is agree
    assert same(two, one) is agree


def test_suggestions_stand_surest_first_and_as_many_as_the_policy_shows() -> None:
    others = [ticket(f"ESC-{n}", text=str(n / 10)) for n in range(1, 9)]
    assert [s.stream for s in found(*others, at_most=3)] == ["ESC-8", "ESC-7", "ESC-6"]


def test_of_two_as_sure_the_one_opened_first_stands_first() -> None:
    late, early = ticket("ESC-1", HOUR, text="0.6"), ticket("ESC-2", 2 * HOUR, text="0.6")
    assert [s.stream for s in found(late, early)] == ["ESC-2", "ESC-1"]


def test_what_is_less_sure_than_the_policy_wants_is_not_shown() -> None:
    others = (ticket("ESC-1", text="0.4"), ticket("ESC-2", text="0.39"))
    assert [s.stream for s in found(*others, suggest_above=0.4)] == ["ESC-1"]


def test_facts_that_agree_make_it_surer_and_make_nothing_out_of_nothing() -> None:
    facts = {"component": "checkout", "outage": True}
    new = replace(NEW, facts=facts)
    alike, unlike = ticket("ESC-1", text="0.4", facts=facts), ticket("ESC-2", text="0.0", facts=facts)
    (only,) = found(alike, unlike, new=new, same=["component", "outage"], suggest_above=0.0)
    assert only.score == pytest.approx(0.4 + 0.5 * 0.4 * 0.6)
    assert only.agreed == ("component", "outage")


def test_the_reasons_name_words_titles_facts_and_time() -> None:
    class Told:
        def rank(self, query: Text, candidates: Sequence[Text], top: int) -> list[Score]:
            return [Score(0, 0.7, 0.6, 0.82, ("PAY-5031", "checkout"), 0.9)]

    new = replace(NEW, facts={"outage": True})
    other = ticket("ESC-1", timedelta(minutes=12), facts={"outage": True})
    (one,) = find(new, [other], rules(same=["outage"]), NOW, Told())
    assert one.why == (
        "both say `PAY-5031`, `checkout`",
        "titles 82% alike",
        "meaning 90% alike",
        "same outage `yes`",
        "opened 12 min earlier",
    )


def test_nothing_is_linked_where_the_policy_leaves_it_to_people() -> None:
    (one,) = found(ticket("ESC-1", text="1.0"))
    assert (one.link, one.held) == (False, "")


def test_the_policys_threshold_links_the_surest_and_only_that_one() -> None:
    one, two = found(ticket("ESC-1", text="0.95"), ticket("ESC-2", text="0.9"), link_above=0.9)
    assert (one.stream, one.link) == ("ESC-1", True)
    assert (two.stream, two.link) == ("ESC-2", False)
    assert "more alike" in two.held


def test_just_below_the_threshold_a_person_decides() -> None:
    (one,) = found(ticket("ESC-1", text="0.89"), link_above=0.9)
    assert not one.link


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"closed_at": NOW - HOUR / 2}, "it is closed"),
        ({"worked_on": False}, "nobody works on it"),
        ({"opened_at": NOW + HOUR}, "it was opened later"),
        ({"severity": "P3"}, "it is P3 and this one P1"),
        ({"level": 1}, "it is at level 1 and this one at 3"),
        ({"original": "ESC-0"}, "it is itself linked to `ESC-0`"),
    ],
)
def test_a_new_outage_never_vanishes_by_itself_behind(changes: dict[str, Any], why: str) -> None:
    grave = replace(NEW, severity="P1", level=3)
    other = replace(ticket("ESC-1", text="1.0", severity="P1", level=3), **changes)
    (one,) = found(other, new=grave, link_above=0.5)
    assert not one.link
    assert why in one.held


def test_a_graver_original_may_take_a_lesser_duplicate() -> None:
    lesser = replace(NEW, severity="P2", level=2)
    (one,) = found(ticket("ESC-1", text="1.0", severity="P1", level=3), new=lesser, link_above=0.5)
    assert one.link


def test_when_the_surest_is_closed_the_next_open_one_is_linked() -> None:
    closed = ticket("ESC-1", text="0.99", closed_at=NOW - HOUR / 2)
    shown = found(closed, ticket("ESC-2", text="0.9"), link_above=0.8)
    assert [(s.stream, s.link) for s in shown] == [("ESC-1", False), ("ESC-2", True)]


def test_linked_tickets_stand_for_their_original_which_is_suggested_once() -> None:
    original = ticket("ESC-1", 3 * HOUR, text="0.5")
    linked = [ticket(f"ESC-{n}", text=f"0.{n}", original="ESC-1") for n in range(6, 9)]
    (one,) = found(original, *linked, link_above=0.8)
    assert (one.stream, one.title, one.via, one.score) == ("ESC-1", "Title of ESC-1", "ESC-8", 0.8)
    assert one.link
    assert one.why[-1] == "that is `ESC-8`, which is linked to it"


def test_a_chain_of_links_does_not_reach_back_behind_the_bound() -> None:
    old = ticket("ESC-1", timedelta(days=5), text="0.9")
    fresh = ticket("ESC-2", HOUR, text="0.9", original="ESC-1")
    (one,) = found(old, fresh, link_above=0.5)
    assert (one.stream, one.link) == ("ESC-2", False)


def test_growth_pages_again_at_each_step_and_never_twice() -> None:
    steps = [2, 5, 10]
    paged, heard = 0, []
    for linked in (1, 2, 3, 2, 3, 4, 5, 4, 5, 12):
        if step := grown(linked, paged, steps):
            paged = step
            heard.append((linked, step))
    assert heard == [(2, 2), (5, 5), (12, 10)]
    assert grown(99, 0, []) is None


def test_the_judge_is_not_asked_when_there_is_nothing_to_compare() -> None:
    judge = Scored()
    assert find(NEW, [ticket("ESC-1", timedelta(days=9))], rules(), NOW, judge) == ()
    assert judge.asked == 0


class Desk:
    """What a store knows of some tickets: lines of the list."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.wanted: tuple[str, datetime, int] | None = None

    def recent(self, segment: str, since: datetime, limit: int) -> list[Row]:
        self.wanted = (segment, since, limit)
        return self.rows

    def changed(self, after: int, most: int) -> list[Row]:
        return []

    def feed_end(self) -> int:
        return 0


def row(stream: str, score: float, ago: timedelta = HOUR, status: str = "open", original: str = "") -> Row:
    return Row(
        stream, status, 3, "P1", "enterprise", "Atlas", "Checkout is down", "ann", NOW - ago, NOW - ago,
        text=f"Checkout is down\n{score}", alike={"outage": True}, original=original,
    )  # fmt: skip


def looked(desk: Desk, **changes: Any) -> list[tuple[str, float, bool]]:
    shown = look(desk, NEW, rules(link_above=0.9, **changes), NOW, Scored())  # type: ignore[arg-type]
    return [(s.stream, s.score, s.link) for s in shown]


def test_the_desk_is_asked_for_the_segment_and_no_further_back_than_the_policy_says() -> None:
    desk = Desk([row("ESC-1", 0.9)])
    assert looked(desk) == [("ESC-1", 0.9, True)]
    assert desk.wanted == ("enterprise", NOW - timedelta(hours=48), LOOKED_AT)


def test_of_tickets_linked_to_one_another_the_original_stands_there_once() -> None:
    rows = [
        row("ESC-1", 0.4),
        *(row(f"ESC-{n}", 0.92, original="ESC-1") for n in range(2, 30)),
        row("ESC-77", 0.91, status="stabilised"),
    ]
    assert looked(Desk(rows), at_most=50) == [("ESC-1", 0.92, True), ("ESC-77", 0.91, False)]


@pytest.mark.parametrize(("status", "worked_on"), [("open", True), ("stabilised", False), ("in tier", False)])
def test_only_an_open_escalation_is_worked_on(status: str, worked_on: bool) -> None:
    line = row("ESC-1", 0.5, status=status)
    assert candidate(line).worked_on is worked_on
    assert candidate(line).text == "0.5"


STREAMS = st.integers(0, 5).map("ESC-{}".format)
OTHERS = st.builds(
    Candidate,
    stream=STREAMS,
    title=st.just("t"),
    text=st.floats(0, 1).map(str),
    opened_at=st.integers(-200, 10).map(lambda h: NOW + h * HOUR),
    closed_at=st.none() | st.integers(-100, 5).map(lambda h: NOW + h * HOUR),
    segment=st.sampled_from(["enterprise", "free"]),
    facts=st.fixed_dictionaries({}, optional={"outage": st.booleans()}),
    worked_on=st.booleans(),
    severity=st.sampled_from(["", "P1", "P3"]),
    original=st.just("") | STREAMS,
)


@given(
    others=st.lists(OTHERS, max_size=6, unique_by=lambda c: c.stream), link_above=st.none() | st.floats(0, 1)
)
def test_whatever_the_desk_holds_a_link_by_policy_is_young_open_and_as_grave(
    others: list[Candidate], link_above: float | None
) -> None:
    new = replace(NEW, severity="P1", facts={"outage": True})
    shown = found(*others, new=new, same=["outage"], suggest_above=0.0, link_above=link_above)
    linked = [s for s in shown if s.link]
    assert len(linked) <= (link_above is not None)
    assert len({s.stream for s in shown}) == len(shown)
    assert all(0 < s.score <= 1 for s in shown)
    for one in linked:
        target = next(o for o in others if o.stream == one.stream)
        assert timedelta(0) <= NOW - target.opened_at <= timedelta(hours=48)
        assert target.closed_at is None or target.closed_at > NOW
        assert target.worked_on
        assert target.severity in ("", "P1")
