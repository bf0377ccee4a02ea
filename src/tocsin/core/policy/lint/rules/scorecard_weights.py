"""The quality scorecard adds up to 100 (A12)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """Weights with another sum."""
    rows = context.policy.training.scorecard
    total = sum(row.weight for row in rows.values())
    if rows and total != 100:
        text = f"the weights add up to {total}, not to 100"
        yield Found(("training", "scorecard"), text, "change some weights", key=True)


RULE = Rule(
    id="scorecard-weights",
    title="The scorecard's weights add up to 100",
    why="A result is read as a percentage; that is one only if the weights add up.",
    bad="training: {scorecard: {speed: {weight: 50}}}",
    good="training: {scorecard: {speed: {weight: 50}, words: {weight: 50}}}",
    check=check,
    shows=("A12",),
)
