"""Targets of measures are read as people write them (A0.9, A10)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model.money import Money
from tocsin.core.policy.targets import Target, parse_target


@pytest.mark.req("A0.9")
@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("< 15 min", Target("<", "duration", timedelta(minutes=15))),
        ("<= 4 h", Target("<=", "duration", timedelta(hours=4))),
        ("> 95%", Target(">", "share", Decimal("0.95"))),
        ("< 8 % per month", Target("<", "share", Decimal("0.08"), "month")),
        ("< 6 a week", Target("<", "number", Decimal(6), "week")),
        (">= 4.5", Target(">=", "number", Decimal("4.5"))),
        ("< 5000 USD per month", Target("<", "money", Money(Decimal(5000), "USD"), "month")),
    ],
)
def test_a_target_is_read(text: str, target: Target) -> None:
    assert parse_target(text) == target


@pytest.mark.parametrize("text", ["15 min", "< soon", "<", "== 3", "> 95% per 7", ""])
def test_what_is_no_target_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="write it like"):
        parse_target(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert parse_target("< " + text).op in ("<", "<=", ">", ">=")
    except ValueError as error:
        assert "write it like" in str(error)
