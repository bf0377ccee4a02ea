"""The search meets the targets where it can, prefers small changes, and stops where it must (A13.1)."""

from itertools import pairwise

import pytest

from tocsin.core.criteria.vocabulary import Kind
from tocsin.core.history.dials import Dial, Dials
from tocsin.core.history.grid import MAX_VALUES, Range, range_of
from tocsin.core.history.search import Search
from tocsin.core.policy.schema.review import Band, Calibration
from tocsin.core.policy.schema.triage import Parameter

pytestmark = pytest.mark.req("A13.1")
HOUR = 3_600_000_000


def given(value: object, low: object, high: object) -> Parameter:
    return Parameter.model_validate({"value": value, "from": low, "to": high})


@pytest.mark.parametrize(
    ("parameter", "holds"),
    [
        (given("2h", "30m", "8h"), [HOUR // 2, HOUR, 2 * HOUR, 8 * HOUR]),
        (given(4, 2, 12), list(range(2, 13))),
        (given("50000 USD", "10000 USD", "250000 USD"), [1_000_000, 5_000_000, 10_000_000, 25_000_000]),
        (given(5.0, 2.0, 10.0), [2.0, 3.0, 5.0, 10.0]),
        (given(123, 100, 100000), [100, 123, 1000, 100000]),
    ],
)
def test_values_to_try_are_round_and_hold_the_bounds_and_the_present(
    parameter: Parameter, holds: list[float]
) -> None:
    found = range_of("x", parameter)
    assert found is not None
    assert set(holds) <= set(found.values)
    assert len(found.values) <= MAX_VALUES
    assert list(found.values) == sorted(found.values)


def test_a_threshold_without_bounds_is_left_alone() -> None:
    assert range_of("x", Parameter.model_validate({"value": 4})) is None


def dials(levels: tuple[int, ...]) -> Dials:
    """One threshold of ten values per criterion, each harder than the last; all stand at the easiest."""
    names = [f"p{n}" for n in range(len(levels))]
    ranges = {name: Range(name, Kind.INTEGER, "", tuple(range(10)), 0) for name in names}
    made = tuple(
        Dial(_Asked(level), (name,), tuple((n,) for n in range(10)), True, False)  # type: ignore[arg-type]
        for name, level in zip(names, levels, strict=True)
    )
    return Dials(ranges, made, {})


class _Asked:
    def __init__(self, level: int) -> None:
        self.level = level


def search(levels: tuple[int, ...], patterns: list[tuple[object, ...]], bad: int = 0) -> Search:
    wanted = Calibration(escalated=Band(low=0.05, high=0.10), level_3=Band(low=0.0, high=0.02))
    return Search(dials(levels), wanted, patterns, sum(int(str(p[-1])) for p in patterns), bad)


def test_it_tightens_until_the_share_fits() -> None:
    found = search((1,), [(0, n, None, 100) for n in range(11)])
    best = found.best()
    assert best.miss == 0
    assert best.effect.escalated == 100


def test_with_outcomes_it_keeps_the_criterion_that_tells() -> None:
    """Both criteria hold on 10 % of the tickets; only the second one's tickets end badly."""
    found = search((1, 1), [(0, 5, 0, False, 100), (0, 0, 5, True, 100), (0, 0, 0, False, 800)], bad=100)
    best = found.best()
    assert (best.miss, best.effect.hits, best.effect.escalated) == (0, 100, 100)
    assert best.choice[0] >= 5
    assert best.choice[1] == 0


def test_thresholds_that_need_not_move_stay() -> None:
    found = search((1, 3), [(0, 5, 1, None, 100), (0, 0, 0, None, 900)])
    assert found.best().choice == (0, 1)


def test_nothing_reaches_the_target_when_another_criterion_holds_it_up() -> None:
    found = search((1,), [(1, 10, None, 500), (0, 0, None, 500)])
    best = found.best()
    assert best.miss > 0
    assert best.effect.escalated == 500
    assert best.choice == found.present


def test_the_frontier_only_has_choices_that_no_other_beats() -> None:
    patterns = [(0, a, b, (a + b) % 3 == 0, 10) for a in range(10) for b in range(10)]
    found = search((1, 2), patterns, bad=340)
    found.best()
    points = found.frontier()
    assert len(points) >= 3
    for one, two in pairwise(points):
        assert one.effect.escalated < two.effect.escalated
        assert one.effect.hits < two.effect.hits
