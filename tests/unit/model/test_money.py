"""Money is decimal with a currency, and minor units are exact."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model.money import Money, Share, parse_money, parse_share


@pytest.mark.req("A8.2")
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("50000 USD", "50,000 USD"),
        ("usd 1,234.50", "1,234.50 USD"),
        ("0.05 EUR", "0.05 EUR"),
        ("900 JPY", "900 JPY"),
    ],
)
def test_money_reads_with_its_currency_and_shows_grouped(text: str, shown: str) -> None:
    assert str(parse_money(text)) == shown


@pytest.mark.parametrize("text", ["50000", "$5", "USD", "1.2.3 USD", "10 DOLLARS", "NaN USD", "inf USD", ""])
def test_money_without_currency_or_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write it like `50000 USD`"):
        parse_money(text)


@given(st.integers(-(2**63), 2**63 - 1), st.sampled_from(["USD", "JPY", "KWD"]))
def test_minor_units_go_there_and_back(units: int, currency: str) -> None:
    assert Money.from_minor(units, currency).minor() == units


def test_more_decimals_than_the_currency_has_are_refused() -> None:
    with pytest.raises(ValueError, match="more decimals"):
        parse_money("1.005 USD").minor()
    with pytest.raises(ValueError, match="more decimals"):
        parse_money("1.5 JPY").minor()


def test_an_amount_beyond_64_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        parse_money("99999999999999999999 USD").minor()


@pytest.mark.req("A8.3")
def test_a_share_of_a_fee_is_rounded_to_the_minor_unit() -> None:
    assert parse_share("10%") == Share(Decimal(10))
    assert parse_share("12.5% of the monthly fee").of(parse_money("100.10 EUR")) == parse_money("12.51 EUR")
    assert parse_share("10% of monthly fee").of(parse_money("99 JPY")) == parse_money("10 JPY")
    with pytest.raises(ValueError, match="no share"):
        parse_share("ten percent")
