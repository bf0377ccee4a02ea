"""Calibration samples are scored on every row (A12)."""

from collections.abc import Iterator

from tocsin.core.model.words import listing
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A sample that leaves rows out."""
    training = context.policy.training
    for id_, sample in training.samples.items():
        missing = [f"`{row}`" for row in training.scorecard if row not in sample.scores]
        if missing:
            text = f"sample `{id_}` has no score for {listing(missing)}"
            yield Found(("training", "samples", id_, "scores"), text, "score every row, 0 to 4", key=True)


RULE = Rule(
    id="sample-scores",
    title="Samples are scored on every row of the scorecard",
    why="Two reviewers learn to score alike from samples that are scored in full.",
    bad="training: {samples: {one: {scores: {words: null}}}}",
    good="training: {samples: {one: {scores: {words: 4}}}}",
    check=check,
    shows=("A12",),
)
