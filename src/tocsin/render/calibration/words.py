"""Numbers as people read them."""

from typing import Any


def count(value: float) -> str:
    """Grouped thousands: `13,698`."""
    return f"{value:,.0f}"


def number(value: float) -> str:
    """At most one decimal: `31`, `30.5`."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def percent(share: float | None) -> str:
    """`14.1 %`; small shares with two decimals; `–` for none."""
    if share is None:
        return "–"
    value = share * 100
    return f"{value:.1f} %" if value >= 1 or not value else f"{value:.2f} %"


def band(low: float, high: float) -> str:
    """`5–10 %`."""
    return f"{low * 100:g}–{high * 100:g} %"


def lift(value: float | None) -> str:
    """`1.8 ×`."""
    return "–" if value is None else f"{value:.2f} ×"


def verdict(target: dict[str, Any]) -> str:
    """`met`, `too many` or `too few`."""
    if target["met"]:
        return "met"
    return "too many" if target["actual"] > target["high"] else "too few"


def plural(value: int, word: str) -> str:
    """`1 ticket`, `3 tickets`."""
    return f"{count(value)} {word}{'' if value == 1 else 's'}"


def day(instant: str) -> str:
    """The date of an ISO instant."""
    return instant[:10]
