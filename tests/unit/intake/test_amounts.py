"""Money, counts, lengths of time and beginnings: by what stands beside them, else not at all."""

import pytest

from tests.unit.intake.reader import read, values


@pytest.mark.req("A1.4")
@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("We pay $180,000 a year.", "arr", "180000 USD"),
        ("Their ARR is USD 64k.", "arr", "64000 USD"),
        ("ARR: 1.2 million USD", "arr", "1200000 USD"),
        ("The account is worth $310,000/year.", "arr", "310000 USD"),
        ("We pay $99.50 per month.", "monthly_fee", "99.5 USD"),
        ("We dispute $6,400 of the invoice.", "disputed", "6400 USD"),
        ("You overcharged us by 1,250.75 dollars.", "disputed", "1250.75 USD"),
        ("We were charged twice, $800 each.", "disputed", "800 USD"),
    ],
)
def test_an_amount_belongs_to_the_fact_that_its_clause_speaks_of(text: str, name: str, value: str) -> None:
    assert values(text).get(name) == value, read(text).facts


@pytest.mark.req("A1.4")
def test_an_amount_without_a_word_for_it_or_in_another_currency_fills_nothing() -> None:
    assert not {"arr", "disputed", "monthly_fee"} & values("The new server costs $4,000.").keys()
    found = read("We pay €180,000 a year.")
    assert "arr" not in found.facts and found.notes == (
        "`€180,000` is not in USD, in which ARR is counted: fill it in by hand",
    )


@pytest.mark.req("A2.1")
@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("14 customers are affected.", "customers_affected", 14),
        ("At least three tenants cannot log in.", "customers_affected", 3),
        ("Customers affected: 9", "customers_affected", 9),
        ("1,200 users are affected.", "users_affected", 1200),
        ("2k users see errors.", "users_affected", 2000),
        ("12 employees are blocked.", "blocked_users", 12),
        ("Exports are 10x slower.", "slower_by", 10.0),
        ("It takes five times longer.", "slower_by", 5.0),
        ("They gave us an NPS of 3.", "nps", 3),
        ("35% of API calls fail.", "error_rate", 35.0),
    ],
)
def test_counts_with_their_unit(text: str, name: str, value: float) -> None:
    assert values(text).get(name) == value, read(text).facts


@pytest.mark.req("A2.1")
@pytest.mark.parametrize(
    "text",
    ["We have 12,000 users.", "We serve 200 customers.", "No customers are affected.", "Call 5551234 users"],
)
def test_a_number_that_does_not_count_the_affected_is_left(text: str) -> None:
    assert not {"users_affected", "customers_affected", "blocked_users"} & values(text).keys()


@pytest.mark.req("A1.4")
@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("We will leave in 21 days.", "leaving_within", "21 days"),
        ("We are going to cancel within two weeks.", "leaving_within", "2 weeks"),
        ("They switch to a competitor in 2 months.", "leaving_within", "60 days"),
        ("The contract renews in 45 days.", "renewal_within", "45 days"),
        ("We go live in 3 days.", "go_live_within", "3 days"),
        ("It lasted 3 hours.", "impact_duration", "3 hours"),
    ],
)
def test_lengths_of_time(text: str, name: str, value: str) -> None:
    assert values(text).get(name) == value, read(text).facts


@pytest.mark.req("A1.4")
@pytest.mark.parametrize("text", ["We will not leave in 21 days.", "We will leave.", "Wait 21 days."])
def test_no_threat_to_leave_where_none_is_made_or_no_time_is_named(text: str) -> None:
    assert "leaving_within" not in values(text)


@pytest.mark.req("A2.1")
@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Down since 02:40.", "2026-11-23T07:40:00Z"),
        ("Down since 23:10.", "2026-11-23T04:10:00Z"),
        ("It started at 2:15 am PST.", "2026-11-22T10:15:00Z"),
        ("It began at 06:30 UTC.", "2026-11-23T06:30:00Z"),
        ("Since yesterday 14:00 nothing works.", "2026-11-22T19:00:00Z"),
        ("Started on 2026-11-22T21:05 UTC", "2026-11-22T21:05:00Z"),
        ("Since 22 November 21:05 CET it fails.", "2026-11-22T20:05:00Z"),
        ("It has been failing for the last 40 minutes.", "2026-11-23T07:20:00Z"),
        ("It started three hours ago.", "2026-11-23T05:00:00Z"),
    ],
)
def test_when_it_began(text: str, at: str) -> None:
    assert values(text).get("started_at") == at, read(text).facts


@pytest.mark.req("A2.1")
@pytest.mark.parametrize(
    "text",
    [
        "Since 02:40 IST it fails.",
        "Since version 2.40 it fails.",
        "Since 2019 we are happy.",
        "Meet at 10:00.",
    ],
)
def test_a_time_in_a_zone_with_two_meanings_or_that_is_none_is_not_guessed(text: str) -> None:
    assert "started_at" not in values(text)
