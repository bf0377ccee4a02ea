"""Calibration aims at bands that exist (A13.1)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A band upside down, or a level 3 that is larger than all that escalates."""
    aims = context.policy.calibration
    for name, band in (("escalated", aims.escalated), ("level_3", aims.level_3)):
        if band.low > band.high:
            text = f"`{name}` goes from {band.low:.1%} down to {band.high:.1%}"
            yield Found(("calibration", name), text, "let `low` be the smaller one", key=True)
    if aims.level_3.high > aims.escalated.high:
        text = f"level 3 may have {aims.level_3.high:.1%} of all, but only {aims.escalated.high:.1%} escalate"
        yield Found(("calibration", "level_3"), text, "level 3 is a part of what escalates", key=True)


RULE = Rule(
    id="calibration-band",
    title="Calibration bands are from low to high",
    why="A target band that nothing can meet makes every policy look wrong.",
    bad="calibration: {escalated: {low: 20%, high: 10%}}",
    good="calibration: {escalated: {low: 4%, high: 10%}}",
    check=check,
    gravity=ERROR,
    shows=("A13.1",),
)
