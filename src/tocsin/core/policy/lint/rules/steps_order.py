"""Steps that are counted one after the other rise (A2.4, A5.8)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.source import Path


def check(context: Context) -> Iterator[Found]:
    """Warnings of clocks and sizes of a growing incident that do not come in rising order."""
    policy = context.policy
    warn = [(value, f"{value * 100:g} %") for value in policy.clocks.warn]
    yield from _steps(("clocks", "warn"), warn)
    growth = [(value, str(value)) for value in policy.intake.duplicates.growth]
    yield from _steps(("intake", "duplicates", "growth"), growth)


def _steps(path: Path, steps: Sequence[tuple[float, str]]) -> Iterator[Found]:
    for index, ((one, before), (two, after)) in enumerate(pairwise(steps), start=1):
        if two <= one:
            text = f"{after} comes after {before}"
            yield Found((*path, index), text, "write them in rising order, each once")


RULE = Rule(
    id="steps-order",
    title="Steps rise",
    why="A warning at 80 % before the one at 50 %, or ten linked tickets before three, is a typing error in "
    "one of the two.",
    bad="clocks: {warn: [80%, 50%]}",
    good="clocks: {warn: [50%, 80%]}",
    check=check,
    shows=("A2.4", "A5.8"),
)
