"""The prevent-repeat score adds up to 100 (A9.5)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """Points with another sum."""
    rows = context.policy.review.score
    total = sum(row.points for row in rows.values())
    if rows and total != 100:
        yield Found(
            ("review", "score"), f"the points add up to {total}, not to 100", "change some points", key=True
        )


RULE = Rule(
    id="review-score",
    title="The prevent-repeat score adds up to 100",
    why="Scores are compared between reviews and months; that needs one scale.",
    bad="review: {score: {test: {points: 50}}}",
    good="review: {score: {test: {points: 50}, alarm: {points: 50}}}",
    check=check,
    shows=("A9.5",),
)
