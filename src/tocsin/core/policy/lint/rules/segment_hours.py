"""Every segment states its hours (A0.3, A0.5)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A segment that leaves its calendar to the default."""
    for id_ in context.policy.segments:
        if not context.given(("segments", id_, "hours")):
            text = f"segment `{id_}` states no hours, so its clocks run day and night"
            yield Found(("segments", id_), text, "add `hours:` with a calendar, or `hours: always`", key=True)


RULE = Rule(
    id="segment-hours",
    title="Each segment states its support hours",
    why="Every clock of a segment runs in its calendar. A forgotten line promises nights and Sundays.",
    bad="segments: {standard: {hours: null}}",
    good="segments: {standard: {hours: always}}",
    check=check,
    shows=("A0.3", "A0.5"),
)
