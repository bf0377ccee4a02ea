"""A higher level, or a better segment, is not acknowledged more slowly (A4.3)."""

from collections.abc import Iterator
from itertools import pairwise

from tocsin.core.model.duration import Span
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """Levels 1 to 3 upwards, and segments in the order in which the policy lists them."""
    levels = sorted(n for n in context.policy.levels if n > 0)
    for number in levels:
        for better, other in pairwise(context.policy.segments):
            one, two = _time(context, number, better), _time(context, number, other)
            if one and two and one.approximate() > two.approximate():
                text = f"level {number}: `{better}` waits {one}, `{other}` only {two}"
                help_ = f"make `{better}` as fast, or list it after `{other}` under `segments`"
                yield Found(("levels", number, "acknowledge"), text, help_, key=True)
    for lower, higher in pairwise(n for n in levels if n < 4):
        for segment in context.policy.segments:
            one, two = _time(context, lower, segment), _time(context, higher, segment)
            if one and two and two.approximate() > one.approximate():
                text = f"`{segment}` waits {two} at level {higher}, but {one} at level {lower}"
                yield Found(
                    ("levels", higher, "acknowledge"), text, "make the higher level as fast", key=True
                )


def _time(context: Context, level: int, segment: str) -> Span | None:
    return context.policy.levels[level].acknowledge_within(segment)


RULE = Rule(
    id="acknowledge-order",
    title="Higher levels and better segments are acknowledged at least as fast",
    why="Segments are listed best first, and levels 1 to 3 rise in urgency. Level 4 is left out: "
    "executives join an incident that is already being worked on.",
    bad="levels: {2: {acknowledge: {enterprise: 45m}}}",
    good="levels: {2: {acknowledge: {enterprise: 20m}}}",
    check=check,
    shows=("A4.3",),
)
