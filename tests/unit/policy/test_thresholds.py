"""What a threshold is read as, and that the words in which it is advised are read as the same (A13.1)."""

from datetime import timedelta

import pytest

from tocsin.core.criteria.decode import decode_value
from tocsin.core.criteria.vocabulary import Kind, Type
from tocsin.core.history.grid import range_of
from tocsin.core.policy.book import threshold_value
from tocsin.core.policy.schema.triage import Parameter

pytestmark = pytest.mark.req("A13.1", "A1.2")
MINUTE = 60_000_000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("30 min", (Kind.DURATION, 30 * MINUTE, "")),
        ("1 day", (Kind.DURATION, 1440 * MINUTE, "")),
        ("45 sec", (Kind.DURATION, MINUTE * 3 // 4, "")),
        ("2h", (Kind.DURATION, 120 * MINUTE, "")),
        ("5 USD", (Kind.MONEY, 500, "USD")),
        ("jpy 5", (Kind.MONEY, 5, "JPY")),
    ],
)
def test_a_unit_of_three_letters_is_no_currency(text: str, found: tuple[Kind, int, str]) -> None:
    assert threshold_value(text) == found


@pytest.mark.parametrize("bounds", [("5m", "90 days"), ("1 USD", "1000000 USD"), ("1 JPY", "9999 JPY")])
def test_every_value_that_may_be_advised_is_read_back_as_itself(bounds: tuple[str, str]) -> None:
    low, high = bounds
    found = range_of("x", Parameter.model_validate({"value": low, "from": low, "to": high}), 62)
    assert found is not None
    assert len(found.values) > 5
    for value in found.values:
        words = decode_value(Type(found.kind, found.currency), value).replace(",", "")
        assert threshold_value(words) == (found.kind, value, found.currency)


def test_lengths_that_are_not_round_are_read_back_too() -> None:
    for minutes in (1, 61, 1439, 1440, 1441, 3 * 1440):
        micros = timedelta(minutes=minutes) // timedelta(microseconds=1)
        assert threshold_value(decode_value(Type(Kind.DURATION), micros))[:2] == (Kind.DURATION, micros)
