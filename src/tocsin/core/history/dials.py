"""Which criteria depend on which thresholds, and the combinations of values to try for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from tocsin.core.history.grid import MAX_VALUES, Number, Range, range_of
from tocsin.core.history.monotone import direction
from tocsin.core.history.plan import Asked, Plan
from tocsin.core.policy.book import Stage
from tocsin.core.policy.schema import Policy

MAX_COMBINATIONS = 62
"""Combinations of one criterion: each is a bit of a 64-bit number."""


@dataclass(frozen=True)
class Dial:
    """A criterion with thresholds. `combinations` hold one index per threshold in `names`.

    When it is `ordered`, the first combination is the easiest to meet, and each next one harder.
    """

    asked: Asked
    names: tuple[str, ...]
    combinations: tuple[tuple[int, ...], ...]
    ordered: bool
    through_severity: bool


@dataclass(frozen=True)
class Dials:
    """All that can be tuned on this history, and the thresholds left alone with the reason."""

    ranges: dict[str, Range]
    dials: tuple[Dial, ...]
    left: dict[str, str]

    @property
    def fixed_numbers(self) -> frozenset[int]:
        """The numbers of the criteria that move with a threshold."""
        return frozenset(dial.asked.number for dial in self.dials)


def find_dials(policy: Policy, plan: Plan, without: Mapping[str, str] | None = None) -> Dials:
    """The dials of a plan. Thresholds of criteria that this history cannot judge are left alone.

    So are those in `without`, each with its reason.
    """
    used = _used(plan)
    left = {
        name: "no criterion that this history can judge uses it"
        for name in policy.parameters
        if name not in used
    } | dict(without or {})
    ranges: dict[str, Range] = {}
    for name in (n for n in used if n not in left):
        found = range_of(name, policy.parameters[name], _limit(name, plan))
        if found is None:
            left[name] = "the policy gives no `from` and `to` for it"
        else:
            ranges[name] = found
    _drop_crowded(plan, ranges, left)
    dials = [dial for asked in plan.raising if (dial := _dial(asked, plan, ranges))]
    return Dials(ranges, tuple(dials), left)


def _drop_crowded(plan: Plan, ranges: dict[str, Range], left: dict[str, str]) -> None:
    """Thresholds that meet in one criterion in too many combinations stay as they are."""
    for asked in plan.raising:
        names = [name for name in _names(asked, plan) if name in ranges]
        while prod(len(ranges[name].values) for name in names) > MAX_COMBINATIONS:
            del ranges[names[-1]]
            left[names.pop()] = "too many thresholds meet in one criterion"


def _severity_names(plan: Plan) -> tuple[str, ...]:
    criteria = [a for a in plan.of(Stage.SEVERITY, Stage.STOP_THE_LINE) if a.can_hold]
    raising = [a for a in criteria if a.stage is Stage.SEVERITY or a.rank < 4]
    return tuple(dict.fromkeys(name for a in raising for name in a.criterion.parameters))


def _names(asked: Asked, plan: Plan) -> tuple[str, ...]:
    """The thresholds that a criterion depends on: its own, and the severity's when it reads that."""
    own = asked.criterion.parameters
    more = _severity_names(plan) if "severity" in asked.criterion.reads else ()
    return tuple(dict.fromkeys([*own, *more]))


def _used(plan: Plan) -> list[str]:
    return list(dict.fromkeys(name for asked in plan.raising for name in _names(asked, plan)))


def _limit(name: str, plan: Plan) -> int:
    """How many values of a threshold fit, so that no criterion has too many combinations."""
    most = max((len(_names(a, plan)) for a in plan.raising if name in _names(a, plan)), default=1)
    return {1: MAX_VALUES, 2: 7, 3: 3}.get(most, 2)


def _dial(asked: Asked, plan: Plan, ranges: dict[str, Range]) -> Dial | None:
    names = tuple(name for name in _names(asked, plan) if name in ranges)
    if not names:
        return None
    through = any(name not in asked.criterion.parameters for name in names) or (
        "severity" in asked.criterion.reads and any(name in _severity_names(plan) for name in names)
    )
    combinations = tuple(product(*(range(len(ranges[name].values)) for name in names)))
    way = direction(asked.criterion.root, names[0]) if len(names) == 1 and not through else 0
    if way:
        combinations = tuple(sorted(combinations, reverse=way > 0))
    return Dial(asked, names, combinations, bool(way), through)


def values_at(dial: Dial, combination: Iterable[int], ranges: dict[str, Range]) -> dict[str, Number]:
    """The thresholds' encoded values in one combination."""
    return {name: ranges[name].values[index] for name, index in zip(dial.names, combination, strict=True)}
