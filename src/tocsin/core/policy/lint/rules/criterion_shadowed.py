"""A criterion decides something (A2.5)."""

from collections.abc import Iterator
from itertools import islice

from tocsin.core.criteria.logic import implies
from tocsin.core.policy.book import Stage
from tocsin.core.policy.lint.asked import Asked
from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.source import Path

MAX_PROOFS = 5_000
"""A policy with more pairs to compare than this is told what was found by then."""


def check(context: Context) -> Iterator[Found]:
    """A criterion that holds only where one of the same or a higher severity, level or place holds."""
    names = context.words[0]
    values = names.values_of_parameters()
    told: set[Path] = set()
    for one, other in islice(_pairs(context), MAX_PROOFS):
        if one.path in told or one.criterion is None or other.criterion is None:
            continue
        if implies(one.criterion, other.criterion, names, values):
            told.add(one.path)
            yield _found(one, other)


def _pairs(context: Context) -> Iterator[tuple[Asked, Asked]]:
    """Each criterion with those that would make it idle, if they hold wherever it does."""
    for stage in (Stage.SEVERITY, Stage.STOP_THE_LINE, Stage.LEVEL, Stage.ROUTE):
        stays = (a for a in context.understood() if a.path not in context.impossible)
        asked = [
            (a, frozenset(a.criterion.reads)) for a in stays if a.expression.stage is stage and a.criterion
        ]
        for index, (one, reads) in enumerate(asked):
            for place, (other, needs) in enumerate(asked):
                if index != place and needs & reads and _outranks(context, other, one, place < index):
                    yield one, other


def _outranks(context: Context, other: Asked, one: Asked, before: bool) -> bool:
    """True when `other` decides at least as much as `one` wherever both hold."""
    if other.criterion and one.criterion and other.criterion.root == one.criterion.root:
        return False  # told as a duplicate
    stage = one.expression.stage
    if stage is Stage.SEVERITY:
        return other.expression.target <= one.expression.target
    if stage is Stage.LEVEL:
        return other.expression.target >= one.expression.target
    if stage is Stage.ROUTE:
        routes, levels = context.policy.routes, set(context.policy.levels)
        wide = set(routes[other.expression.id].levels or levels)
        return before and set(routes[one.expression.id].levels or levels) <= wide
    stops = context.policy.stop_the_line
    here, there = stops[one.expression.id], stops[other.expression.id]
    worst = (there.severity or "P9") <= (here.severity or "P9")
    return there.page == here.page and there.level >= here.level and worst


def _found(one: Asked, other: Asked) -> Found:
    text = f"`{one.expression.id}` decides nothing: wherever it holds, `{other.expression.id}` holds too"
    decides = other.expression.decides.replace("_", "-")
    help_ = f"remove it, or narrow `{other.expression.id}` ({decides})"
    return Found(one.path, text, help_, offset=0, value=one.text, related=(other.path,))


RULE = Rule(
    id="criterion-shadowed",
    title="A criterion decides something",
    why="A criterion inside a wider one of the same or a higher level changes no decision, with the "
    "thresholds as they stand. Somebody thinks that it does.",
    bad="levels: {2: {when: {several: outage && customers_affected > 50}}}",
    good="levels: {2: {when: {several: degraded && customers_affected > 50}}}",
    check=check,
    shows=("A1.1", "A2.5"),
)
