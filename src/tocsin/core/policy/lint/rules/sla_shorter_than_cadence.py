"""A severity that is resolved before its first update is due has no cadence (A5.2, A5.8)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.promises import audiences, promise, ranked
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """Resolution shorter than the time between two updates."""
    seen = set()
    for segment in audiences(context.policy):
        for severity in ranked(context.policy):
            resolution = promise(context.policy, severity, segment, "resolution")
            update = promise(context.policy, severity, segment, "update")
            if (
                update.span
                and resolution.length < update.length
                and (resolution.path, update.path) not in seen
            ):
                seen.add((resolution.path, update.path))
                text = f"{resolution.who} is resolved within {resolution}, but updated only every {update}"
                yield Found(update.path, text, "update at least once before it is due to be resolved")


RULE = Rule(
    id="sla-shorter-than-cadence",
    title="Updates come more often than the resolution target",
    why="If the resolution time ends before the first update is due, the customer hears nothing until it "
    "is over and the rate of updates in time measures nothing.",
    bad="severities: {P1: {resolution: 4h, update: 6h}}",
    good="severities: {P1: {resolution: 4h, update: 45m}}",
    check=check,
    shows=("A5.2", "A5.8"),
)
