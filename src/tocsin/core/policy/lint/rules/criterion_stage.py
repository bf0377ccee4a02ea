"""A criterion reads only what is decided before it (A2.2, A2.5)."""

from collections.abc import Iterator

from tocsin.core.model.words import listing
from tocsin.core.policy.book import DECIDED_LATER
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A severity criterion that reads severity or level; a level criterion that reads level."""
    for asked in context.understood():
        stage = asked.expression.stage
        early = [
            f"`{n}`" for n in DECIDED_LATER.get(stage, ()) if asked.criterion and n in asked.criterion.reads
        ]
        if early:
            text = (
                f"a {stage.value.replace('_', '-')} criterion reads {listing(early)}, which is decided later"
            )
            offset = asked.text.find(early[0].strip("`"))
            yield Found(asked.path, text, "use the facts behind it", offset=max(0, offset), value=asked.text)


RULE = Rule(
    id="criterion-stage",
    title="A criterion reads what is already decided",
    why="Severity is decided first, then stop-the-line, then the level. A criterion that reads a later "
    "result would always be unknown.",
    bad="severities: {P2: {when: {major: level >= 2}}}",
    good="severities: {P2: {when: {major: customers_affected > 5}}}",
    check=check,
    gravity=ERROR,
    shows=("A2.2", "A2.5"),
)
