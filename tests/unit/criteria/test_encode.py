"""Facts in, facts out: what can be read, what is told, and what people see."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.criteria.desk import HOUR, NOW, VOCABULARY, random_facts
from tests.unit.criteria.dice import Dice
from tocsin.core.criteria.decode import decode_fact, decode_value
from tocsin.core.criteria.encode import Unreadable, encode, encode_value
from tocsin.core.criteria.vocabulary import Fact, Kind, Type

MINUTE = 60_000_000


@pytest.mark.req("A2.1")
@pytest.mark.parametrize(
    ("name", "given_", "encoded"),
    [
        ("severity", "P1", "P1"),
        ("production", True, True),
        ("production", "yes", True),
        ("production", "No", False),
        ("users", 3, 3),
        ("users", 3.0, 3),
        ("users", -(2**63), -(2**63)),
        ("score", 4, 4.0),
        ("score", 0, 0.0),
        ("arr", "50000 USD", 5_000_000),
        ("arr", "USD 50,000.01", 5_000_001),
        ("arr", {"amount": "12.5", "currency": "usd"}, 1250),
        ("labels", ["vip", "legal", "vip"], ("legal", "vip")),
        ("labels", [], ()),
        ("down_for", "1h30m", 90 * MINUTE),
        ("down_for", "PT2H", 2 * HOUR),
        ("down_for", "3 days", 72 * HOUR),
        ("down_for", timedelta(seconds=1), 1_000_000),
        ("opened_at", "1970-01-01T01:00:00+01:00", 0),
        ("opened_at", datetime(1970, 1, 2, tzinfo=UTC), 24 * HOUR),
        ("opened_at", "2026-11-23T03:00:00.000001Z", 1_795_402_800_000_001),
        ("subject", "Größe 🤦", "Größe 🤦"),
    ],
)
def test_what_people_write_is_encoded(name: str, given_: object, encoded: object) -> None:
    assert encode({name: given_}, VOCABULARY) == ({name: encoded}, [])


@pytest.mark.req("A2.6")
@pytest.mark.parametrize(
    ("name", "given_", "message", "help_"),
    [
        ("sevrity", "P1", "no fact of this policy", "did you mean `severity`?"),
        ("many", 3, "a parameter of the policy", "remove it"),
        ("severity", "p1", "none of its values", "`P1`"),
        ("severity", 1, "none of its values", ""),
        ("labels", ["vp"], '`"vp"`', "`vip`"),
        ("labels", "vip", "it is a set", "list"),
        ("labels", [["vip"]], "none of its values", ""),
        ("production", 1, "yes/no", "`true`"),
        ("users", "3", '`"3"`, but it is a whole number', "`3`"),
        ("users", True, "whole number", ""),
        ("users", 2**63, "64 bits", ""),
        ("users", 2.5, "whole number", ""),
        ("users", float("nan"), "whole", ""),
        ("score", "4", "a number", ""),
        ("score", float("inf"), "`inf`", "1e15"),
        ("score", float("nan"), "", "1e15"),
        ("score", 1e16, "", "1e15"),
        ("score", 1e-16, "", "1e-15"),
        ("arr", 50000, "it is money", "`50000 USD`"),
        ("arr", "5 EUR", "is in EUR", "`50000 USD`"),
        ("arr", "much", "no amount", ""),
        ("arr", {"amount": "x", "currency": "USD"}, "no amount", ""),
        ("arr", {"amount": "NaN", "currency": "USD"}, "no amount", ""),
        ("arr", "0.001 USD", "decimals", ""),
        ("arr", {"amount": "1e999999", "currency": "USD"}, "no amount", ""),
        ("arr", "1" * 400 + " USD", "", ""),
        ("down_for", 2, "it is a duration", "unit"),
        ("down_for", "-2h", "negative", ""),
        ("down_for", "soon", "no", ""),
        ("opened_at", "2026-01-01T00:00:00", "no zone", "`Z`"),
        ("opened_at", date(2026, 1, 1), "instant", ""),
        ("opened_at", datetime(2026, 1, 1), "no zone", ""),  # noqa: DTZ001
        ("opened_at", "yesterday", "no instant", ""),
        ("opened_at", 5, "it is an instant", ""),
        ("age", "2h", "counted from `opened_at`", "give `opened_at`"),
        ("subject", 5, "it is a text", "quotes"),
        ("subject", "a\0b", "no character", ""),
        ("subject", "\ud800", "no character", ""),
        ("subject", "x" * 1_000_001, "1,000,001", ""),
    ],
)
def test_what_cannot_be_read_is_told(name: str, given_: object, message: str, help_: str) -> None:
    encoded, (problem,) = encode({name: given_}, VOCABULARY)
    assert encoded == {}
    assert problem.name == name
    assert message in problem.message
    assert help_ in problem.help
    assert len(problem.message) < 250


def test_a_missing_fact_and_a_null_are_the_same() -> None:
    assert encode({"severity": None}, VOCABULARY) == ({}, [])


def test_with_an_instant_an_elapsed_fact_can_be_given() -> None:
    assert encode({"age": "2h"}, VOCABULARY, NOW) == ({"opened_at": NOW - 2 * HOUR}, [])
    _, (problem,) = encode({"opened_at": "2026-01-01T00:00:00Z", "age": "2h"}, VOCABULARY, NOW)
    assert "does not agree" in problem.message


@pytest.mark.req("A2.5")
@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("production", True, "yes"),
        ("users", 12_345, "12,345"),
        ("score", 4.5, "4.5"),
        ("arr", 5_000_000, "50,000 USD"),
        ("arr", 5_000_001, "50,000.01 USD"),
        ("labels", ("legal", "vip"), "legal, vip"),
        ("labels", (), "none"),
        ("down_for", 90 * MINUTE, "1 h 30 min"),
        ("opened_at", NOW, "2025-10-09T08:53:20Z"),
        ("subject", "a", "a"),
        ("opened_at", 2**62, "4,611,686,018,427,387,904 microseconds from 1970"),
    ],
)
def test_facts_are_shown_as_people_read_them(name: str, value: object, shown: str) -> None:
    assert decode_fact(name, {name: value}, VOCABULARY, NOW) == shown  # type: ignore[dict-item]
    assert decode_fact(name, {}, VOCABULARY, NOW) == "unknown"


def test_elapsed_facts_are_counted_until_now() -> None:
    assert decode_fact("age", {"opened_at": NOW - 3 * HOUR}, VOCABULARY, NOW) == "3 h"


def test_times_and_money_read_back_to_what_they_were() -> None:
    dice = Dice(1)
    for _ in range(200):
        facts = random_facts(dice)
        for name in ("down_for", "opened_at", "arr"):
            if name in facts and abs(int(facts[name])) < 10**18:
                shown = decode_fact(name, facts, VOCABULARY, NOW)
                assert encode({name: shown}, VOCABULARY)[0] == {name: facts[name]}, shown


_ANY = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates(), st.datetimes()
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*VOCABULARY.facts, "other"]), _ANY, max_size=6))
def test_any_value_is_encoded_or_told(raw: dict[str, object]) -> None:
    encoded, problems = encode(raw, VOCABULARY)
    assert len(encoded) + len(problems) == sum(value is not None for value in raw.values())


def test_a_value_by_itself_raises_with_help() -> None:
    with pytest.raises(Unreadable) as told:
        encode_value("5 EUR", Type(Kind.MONEY, "USD"), "churn_arr")
    assert told.value.help == "write it like `50000 USD`"
    assert decode_value(Type(Kind.INTEGER), 3) == "3"
    assert Fact("data_loss", Kind.BOOLEAN).called == "data loss"
