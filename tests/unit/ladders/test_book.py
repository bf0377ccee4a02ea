"""The policy's ladders, contacts and calendars as the engine reads them."""

from datetime import time, timedelta

import pytest

from tests.unit.ladders.made import Desk, at
from tests.unit.presets.made import OVERLAYS
from tests.unit.presets.made import policy as preset
from tests.unit.triage.small import policy
from tocsin.core.ladders.book import book_of, rules_of
from tocsin.core.ladders.rungs import Ladder, Night, Rule
from tocsin.core.policy.schema.people import Contact

LADDER = {
    "name": "Platform",
    "repeat": 2,
    "last": "person ben",
    "silent_after": "1h",
    "night": {"from": "21:30", "to": "06:00", "after": "20m"},
    "rungs": {
        "desk": {"page": "team platform", "wait": "1 business hour", "hours": "office", "outside": "wait"},
        "primary": {
            "page": "person ana", "also": ["person ben", "person ana"], "wait": "10m", "every": "5m",
            "in_turn": True,
        },
    },
}  # fmt: skip
OFFICE = {"name": "Office", "zone": "Europe/Berlin", "hours": {"mon-fri": ["08:00-18:00"]}, "holidays": "DE"}


def contact(**more: object) -> Contact:
    return Contact.model_validate({"name": "Ana", "title": "Engineer", **more})


@pytest.mark.req("A4.1", "A4.5")
def test_a_ladder_comes_over_with_everything_it_says() -> None:
    book = book_of(policy(ladders={"platform": LADDER}, calendars={"office": OFFICE}))
    ladder = book.ladder("platform")
    desk, primary = ladder.rungs
    assert (ladder.repeat, ladder.last, ladder.silent_after) == (2, ("person ben",), timedelta(hours=1))
    assert ladder.night == Night(time(21, 30), time(6), timedelta(minutes=20))
    assert (desk.id, desk.targets, desk.hours, desk.outside) == ("desk", ("team platform",), "office", "wait")
    assert desk.wait.business == timedelta(hours=1)
    assert primary.targets == ("person ana", "person ben")
    assert (primary.every, primary.in_turn, primary.hours) == (timedelta(minutes=5), True, "always")


@pytest.mark.req("A4.5", "A0.5")
def test_a_working_hours_rung_knows_the_policys_calendar_with_its_holidays() -> None:
    book = book_of(policy(ladders={"platform": LADDER}, calendars={"office": OFFICE, "other": OFFICE}))
    assert list(book.calendars) == ["office"]
    desk = book.ladder("platform").rungs[0]
    good_friday = at("12:00").replace(month=4, day=3)
    opens = book.opens(desk, good_friday)
    assert opens == good_friday.replace(day=7, hour=6)


@pytest.mark.req("A4.5")
def test_a_persons_rules_are_sorted_and_a_method_without_its_address_is_none() -> None:
    ways = [
        {"by": "phone", "after": "5m"}, {"by": "email"}, {"by": "sms", "after": "3m"}, {"by": "chat"},
        {"by": "email"},
    ]  # fmt: skip
    full = contact(email="ana@example.com", phone="+4930", notify=ways)
    five = timedelta(minutes=5)
    three = timedelta(minutes=3)
    assert rules_of(full) == (Rule("email"), Rule("chat"), Rule("sms", three), Rule("phone", five))
    assert rules_of(contact(email="ana@example.com", notify=ways)) == (Rule("email"), Rule("chat"))


@pytest.mark.req("A4.5")
@pytest.mark.parametrize(
    ("known", "methods"),
    [
        ({"email": "a@example.com", "phone": "+49"}, ["email"]),
        ({"phone": "+49", "webhook": "https://example.com/ana"}, ["phone"]),
        ({"webhook": "https://example.com/ana"}, ["webhook"]),
        ({}, []),
    ],
)
def test_without_rules_a_person_is_paged_by_the_first_way_that_is_known(
    known: dict[str, str], methods: list[str]
) -> None:
    assert [rule.method for rule in rules_of(contact(**known))] == methods


@pytest.mark.req("A4.5")
def test_night_is_where_the_person_is_else_at_home() -> None:
    people = {
        "ana": {"name": "Ana", "title": "E", "zone": "Asia/Kolkata"},
        "ben": {"name": "Ben", "title": "E"},
    }
    book = book_of(policy(ladders={"platform": LADDER}, calendars={"office": OFFICE}, contacts=people))
    night = book.ladder("platform").night
    assert night is not None
    assert book.at_night(night, "ana", at("17:00"))
    assert not book.at_night(night, "ben", at("17:00"))
    assert book.at_night(night, "ben", at("20:30"))


@pytest.mark.req("A4.1", "A4.5", "A13.2")
@pytest.mark.parametrize("name", ("base", *OVERLAYS))
def test_every_ladder_of_every_preset_pages_somebody_on_each_of_its_rungs(name: str) -> None:
    book = book_of(preset(name))
    someone = next(person for person in book.rules if book.rules_of(person))
    for ladder in book.ladders.values():
        desk = Desk(Ladder(ladder.id, ladder.rungs, last=ladder.last))
        desk.book = book
        desk.who = lambda target, _, someone=someone: (someone,)  # type: ignore[method-assign, misc]
        desk.start("12:00")
        desk.run_until("12:00")
        assert desk.pages()
