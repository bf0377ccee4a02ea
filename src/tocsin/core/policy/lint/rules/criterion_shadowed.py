"""A criterion decides something (A2.5)."""

from collections.abc import Iterator

from tocsin.core.criteria.logic import implies
from tocsin.core.policy.book import Stage
from tocsin.core.policy.lint.asked import Asked
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A criterion that holds only where one of the same or a higher severity, level or place holds."""
    names = context.words[0]
    values = names.values_of_parameters()
    for stage in (Stage.SEVERITY, Stage.STOP_THE_LINE, Stage.LEVEL, Stage.ROUTE):
        asked = [a for a in context.understood() if a.expression.stage is stage]
        asked = [a for a in asked if a.path not in context.impossible]
        for index, one in enumerate(asked):
            for other in asked:
                if other is one or not _outranks(context, other, one, asked.index(other) < index):
                    continue
                if (
                    one.criterion
                    and other.criterion
                    and implies(one.criterion, other.criterion, names, values)
                ):
                    yield _found(one, other)
                    break


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
