"""People's own addresses and rules: only what is verified counts, and nobody becomes unreachable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.app import reach
from tocsin.app.ports import Json
from tocsin.app.ports_reach import KeptReach
from tocsin.core.ladders.rungs import Book, Rule
from tocsin.core.model.finding import Refused
from tocsin.core.policy.schema.people import Contact

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
ANNA = Contact(name="Anna", title="Engineer", email="anna@example.com")
BEN = Contact(name="Ben", title="Engineer")
MINUTE = timedelta(minutes=1)
SEVERITIES = ("P1", "P2", "P3")


class Kept:
    """The store's part of it."""

    def __init__(self) -> None:
        self.rows: dict[str, KeptReach] = {}

    def keep_reach(self, person: str, data: Json, at: datetime, actor: str) -> None:
        self.rows[person] = KeptReach(person, data, at, actor)

    def forget_reach(self, person: str) -> None:
        self.rows.pop(person, None)

    def reaches(self) -> Sequence[KeptReach]:
        return list(self.rows.values())


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.mark.req("A4.5")
def test_a_verified_address_goes_before_the_policys(kept: Kept) -> None:
    found = reach.keep_way(kept, ANNA, "anna", "email", "anna@home.example", "code", NOW)
    contact, ways = reach.laid_over(ANNA, found)
    assert (contact.email, [rule.method for rule in ways]) == ("anna@home.example", ["email"])
    assert reach.of(kept, "anna") == found


@pytest.mark.req("A4.5")
def test_whoever_the_policy_gives_no_address_is_reached_by_their_own(kept: Kept) -> None:
    assert reach.laid_over(BEN, reach.Reach())[1] == ()
    found = reach.keep_way(kept, BEN, "ben", "phone", "+4930123456", "ada", NOW)
    assert [rule.method for rule in reach.laid_over(BEN, found)[1]] == ["phone"]


@pytest.mark.req("A4.5")
def test_own_rules_go_before_the_policys_soonest_first(kept: Kept) -> None:
    reach.keep_way(kept, ANNA, "anna", "webhook", "https://bell.example/anna", "code", NOW)
    rules = [Rule("email", 5 * MINUTE), Rule("webhook")]
    found = reach.set_rules(kept, ANNA, "anna", rules, SEVERITIES, NOW)
    assert [rule.id for rule in reach.laid_over(ANNA, found)[1]] == ["webhook+0s", "email+300s"]


@pytest.mark.req("A4.5")
def test_without_rules_of_their_own_the_policys_hold_again(kept: Kept) -> None:
    reach.set_rules(kept, ANNA, "anna", [Rule("email", MINUTE)], SEVERITIES, NOW)
    found = reach.set_rules(kept, ANNA, "anna", [], SEVERITIES, NOW)
    assert [rule.id for rule in reach.laid_over(ANNA, found)[1]] == ["email+0s"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule("sms"), "no verified phone of yours is known"),
        (Rule("pigeon"), "`pigeon` is no method"),
        (Rule("email", timedelta(hours=3)), "is not between at once and two hours"),
        (Rule("email", -MINUTE), "is not between at once and two hours"),
        (Rule("email", severities=("P9",)), "`P9` is no severity"),
    ],
)
def test_a_rule_that_reaches_nobody_is_refused(kept: Kept, rule: Rule, said: str) -> None:
    with pytest.raises(Refused, match=said):
        reach.set_rules(kept, ANNA, "anna", [rule], SEVERITIES, NOW)
    assert kept.rows == {}


def test_the_last_way_to_somebody_stays(kept: Kept) -> None:
    reach.keep_way(kept, BEN, "ben", "email", "ben@home.example", "code", NOW)
    with pytest.raises(Refused, match="the last way"):
        reach.drop_way(kept, BEN, "ben", "email", NOW)
    reach.keep_way(kept, BEN, "ben", "phone", "+4930123456", "ada", NOW)
    left = reach.drop_way(kept, BEN, "ben", "email", NOW)
    assert set(left.ways) == {"phone"}


def test_an_address_that_a_rule_needs_stays(kept: Kept) -> None:
    reach.keep_way(kept, ANNA, "anna", "phone", "+4930123456", "ada", NOW)
    reach.set_rules(kept, ANNA, "anna", [Rule("sms"), Rule("email", MINUTE)], SEVERITIES, NOW)
    with pytest.raises(Refused, match="a rule pages you by sms"):
        reach.drop_way(kept, ANNA, "anna", "phone", NOW)


def test_somebody_whom_the_policy_does_not_know_has_no_way(kept: Kept) -> None:
    with pytest.raises(Refused, match="no contact of the policy"):
        reach.keep_way(kept, None, "user:eve", "email", "eve@example.com", "code", NOW)


def test_no_more_rules_than_anybody_needs(kept: Kept) -> None:
    many = [Rule("email", n * MINUTE) for n in range(reach.MOST + 1)]
    with pytest.raises(Refused, match="more than 12"):
        reach.set_rules(kept, ANNA, "anna", many, SEVERITIES, NOW)


@pytest.mark.req("A4.5")
def test_a_rule_for_the_worst_holds_only_then_and_nobody_is_left_without_any() -> None:
    book = Book(
        {},
        {
            "anna": (Rule("phone", severities=("P1",)), Rule("email")),
            "ben": (Rule("sms", severities=("P1",)),),
        },
    )
    assert [rule.method for rule in book.at("P1").rules_of("anna")] == ["phone", "email"]
    assert [rule.method for rule in book.at("P3").rules_of("anna")] == ["email"]
    assert [rule.method for rule in book.at("P3").rules_of("ben")] == ["sms"]
    assert [rule.method for rule in book.at("").rules_of("anna")] == ["phone", "email"]
