"""Durations in criteria are elapsed time: business time needs a calendar and belongs to clocks (A1.2)."""

from datetime import timedelta

from tocsin.core.model.duration import parse_duration

_HELP = "write it like `15m`, `1h30m` or `2 days`"


def elapsed_micros(text: str) -> int:
    """A duration in words as microseconds. Raises ValueError: what is wrong, a colon, what to write."""
    if "business" in text.lower():
        raise ValueError(f"`{text}` depends on a calendar, criteria count elapsed time: {_HELP}")
    try:
        return parse_duration(text) // timedelta(microseconds=1)
    except ValueError as error:
        raise ValueError(f"{str(error).partition(': ')[0]}: {_HELP}") from None
