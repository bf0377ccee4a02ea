"""No two criteria say the same (A2.5)."""

from collections.abc import Iterator

from tocsin.core.criteria.nodes import Node
from tocsin.core.policy.lint.asked import Asked
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """Two expressions of one stage with the same meaning, word for word."""
    seen: dict[tuple[str, Node], Asked] = {}
    for asked in context.understood():
        if asked.criterion is None:
            continue
        key = (asked.expression.stage.value, asked.criterion.root)
        first = seen.setdefault(key, asked)
        if first is not asked and asked.expression.stage.value in TOLD:
            where = first.expression.decides.replace("_", "-")
            text = f"`{asked.expression.id}` says the same as `{first.expression.id}` ({where})"
            yield Found(
                asked.path, text, "keep one of the two", offset=0, value=asked.text, related=(first.path,)
            )


TOLD = ("severity", "stop_the_line", "level", "review", "route")
"""Stages in which a repetition has no effect; two offers may well have one condition."""


RULE = Rule(
    id="criterion-duplicate",
    title="Each criterion says something of its own",
    why="Two criteria with one meaning are changed one at a time, and then disagree.",
    bad="review: {triggers: {one: arr > big, two: arr > big}}",
    good="review: {triggers: {one: arr > big, two: customers_affected > many}}",
    check=check,
    shows=("A2.5",),
)
