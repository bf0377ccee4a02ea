"""A criterion can be met (A2.5)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """An expression that no facts meet, as far as that can be seen without a solver."""
    for asked in context.understood():
        if asked.path in context.impossible:
            text = f"`{asked.expression.id}` is never true, whatever the facts"
            yield Found(asked.path, text, "remove it, or mend the condition", offset=0, value=asked.text)


RULE = Rule(
    id="criterion-never",
    title="A criterion can be met",
    why="A criterion that no ticket can meet looks like a safeguard and is none.",
    bad="levels: {2: {when: {odd: customers_affected > 10 && customers_affected < 5}}}",
    good="levels: {2: {when: {odd: customers_affected > 5 && customers_affected < 10}}}",
    check=check,
    shows=("A2.5", "AP.3"),
)
