"""A time until an expert is engaged has a seat for the expert (A3.2, A10.2)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule

SEAT = "sme_lead"


def check(context: Context) -> Iterator[Found]:
    """A level with `engage_sme` that fills no such seat."""
    for number, level in context.policy.levels.items():
        if level.engage_sme and SEAT not in level.roles:
            text = f"level {number} promises an expert, but fills no seat `{SEAT}`"
            path = ("levels", number, "engage_sme")
            yield Found(path, text, f"add `{SEAT}` to its `roles`, or remove `engage_sme`", key=True)


RULE = Rule(
    id="sme-without-seat",
    title="Who engages an expert has a seat for one",
    why="The clock until an expert works on it stops when the seat is taken. Without the seat it always runs "
    "out.",
    bad="levels: {1: {engage_sme: {default: 30m}}}",
    good="levels: {2: {engage_sme: {default: 30m}}}",
    check=check,
    shows=("A3.2", "A10.2"),
)
