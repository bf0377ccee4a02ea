"""Values worth trying for a threshold: round ones between its bounds, its bounds, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.core.criteria.vocabulary import Kind
from tocsin.core.model.money import minor_digits
from tocsin.core.policy.book import threshold_value
from tocsin.core.policy.schema.triage import Parameter

MAX_VALUES = 16
_MINUTE, _HOUR, _DAY = 60_000_000, 3_600_000_000, 86_400_000_000
_SPANS = (
    *(n * _MINUTE for n in (5, 10, 15, 20, 30, 45, 90)),
    *(n * _HOUR for n in (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 36)),
    *(n * _DAY for n in (*range(1, 8), 10, 12, 14, 16, 18, 20, 21, 25, 30, 40, 50, 60, 90, 120, 180, 365)),
)  # fmt: skip
_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8)

Number = int | float


@dataclass(frozen=True)
class Range:
    """A threshold that may be moved: its encoded values to try, in order, and where it stands now."""

    name: str
    kind: Kind
    currency: str
    values: tuple[Number, ...]
    now: int

    @property
    def current(self) -> Number:
        """The value that the policy has."""
        return self.values[self.now]


def range_of(name: str, parameter: Parameter, limit: int = MAX_VALUES) -> Range | None:
    """The values to try between `from` and `to`; None when the policy sets no such bounds."""
    if parameter.low is None or parameter.high is None:
        return None
    (kind, value, currency), (_, low, _), (_, high, _) = (
        threshold_value(each) for each in (parameter.value, parameter.low, parameter.high)
    )
    if (
        not isinstance(value, int | float)
        or not isinstance(low, int | float)
        or not isinstance(high, int | float)
    ):
        return None
    inside = {v for v in _candidates(kind, currency, low, high) if low < v < high}
    values = _thinned(sorted(inside | {low, high, value}), value, limit)
    return Range(name, kind, currency, tuple(values), values.index(value))


def _candidates(kind: Kind, currency: str, low: Number, high: Number) -> Iterable[Number]:
    if kind is Kind.DURATION:
        return _SPANS
    if kind is Kind.INTEGER and high - low <= 2 * MAX_VALUES:
        return range(int(low), int(high) + 1)
    unit = 10 ** minor_digits(currency) if kind is Kind.MONEY else 1
    found = (step * 10**power * unit for power in range(-2, 12) for step in _ROUND)
    whole = kind is not Kind.NUMBER
    return [int(v) if whole else float(v) for v in found if not whole or v == int(v)]


def _thinned(values: list[Number], keep: Number, limit: int) -> list[Number]:
    """At most `limit` of the values, spread evenly; the ends and the present value stay."""
    if len(values) <= limit:
        return values
    step = (len(values) - 1) / (limit - 2)
    picked = {values[round(place * step)] for place in range(limit - 1)}
    return sorted(picked | {keep, values[0], values[-1]})
