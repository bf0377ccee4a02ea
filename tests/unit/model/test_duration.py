"""Durations read as people write them, and read back as they are shown."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model.duration import Span, parse_duration, parse_span, words


@pytest.mark.req("B4")
@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("15m", 900), ("15 min", 900), ("1h30m", 5400), ("1 h 30 min", 5400), ("2 days", 172_800),
        ("PT2H", 7200), ("P1DT12H", 129_600), ("90s", 90), ("1.5h", 5400), ("1 hour and 5 minutes", 3900),
        ("2 weeks", 1_209_600), ("0", 0),
    ],
)  # fmt: skip
def test_a_duration_in_words_is_that_long(text: str, seconds: float) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.req("B4")
@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("5 business days", Span(business_days=5)),
        ("1 business day", Span(business_days=1)),
        ("4 business hours", Span(business=timedelta(hours=4))),
        ("4h", Span(timedelta(hours=4))),
    ],
)
def test_business_time_is_kept_apart_from_elapsed_time(text: str, span: Span) -> None:
    assert parse_span(text) == span
    assert parse_span(str(span)) == span


@pytest.mark.parametrize("text", ["", "soon", "5", "-5m", "5 parsecs", "m5", "1h 2x", "P", "PT", "200 years"])
def test_what_is_no_duration_is_refused_with_a_way_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match="write it like"):
        parse_span(text)


@given(st.integers(0, 10**12).map(lambda s: timedelta(milliseconds=s)))
def test_a_shown_duration_reads_back_to_the_same_length_unless_it_is_over_the_limit(
    amount: timedelta,
) -> None:
    if amount <= timedelta(days=36_600):
        assert abs(parse_duration(words(amount)) - amount) < timedelta(milliseconds=1)


def test_spans_of_different_kinds_compare_by_their_approximate_length() -> None:
    assert parse_span("1 business day").approximate() > parse_span("4h").approximate()
    assert parse_span("4 business hours").approximate() == timedelta(hours=4)
    assert parse_span("2 business days").approximate() == timedelta(days=2)
    assert parse_span("5 business days").is_business
    assert not parse_span("5 days").is_business
