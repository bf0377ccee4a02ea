"""Every level says how fast it is acknowledged, for every segment (A4.3)."""

from collections.abc import Iterator

from tocsin.core.model.words import listing
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A level above 0 with neither `default` nor a time for each segment."""
    for number, level in context.policy.levels.items():
        if number == 0 or "default" in level.acknowledge:
            continue
        missing = [f"`{s}`" for s in context.policy.segments if s not in level.acknowledge]
        if missing:
            text = f"level {number} has no time to acknowledge for {listing(missing)}"
            yield Found(("levels", number, "acknowledge"), text, "add `default:`", key=True)


RULE = Rule(
    id="acknowledge-missing",
    title="Each level has a time to acknowledge for each segment",
    why="Without a time there is no clock, and silence is never a breach.",
    bad="levels: {2: {acknowledge: {default: null}}}",
    good="levels: {2: {acknowledge: {default: null, standard: 30m}}}",
    check=check,
    shows=("A4.3",),
)
