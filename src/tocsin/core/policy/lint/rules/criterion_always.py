"""A criterion can fail to be met (A2.5)."""

from collections.abc import Iterator

from tocsin.core.criteria.logic import always_true
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """An expression that holds whatever the facts."""
    names = context.words[0]
    values = names.values_of_parameters()
    for asked in context.understood():
        if asked.criterion and not context.contingent(asked) and always_true(asked.criterion, names, values):
            text = f"`{asked.expression.id}` is always true as soon as its facts are known"
            help_ = "mend the condition; where every ticket is meant, leave `if` out"
            yield Found(asked.path, text, help_, offset=0, value=asked.text)


RULE = Rule(
    id="criterion-always",
    title="A criterion can fail",
    why="A criterion that every ticket meets escalates everything, or routes everything.",
    bad="review: {triggers: {all: customers_affected > 10 || customers_affected < 20}}",
    good="review: {triggers: {all: customers_affected > 20 || customers_affected < 10}}",
    check=check,
    shows=("A2.5", "AP.3"),
)
