"""An amount has one band of approval (A8.2)."""

from collections.abc import Iterator
from itertools import pairwise

from tocsin.core.policy.lint.bands import Matrix, shown
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """Two bands for the same kind and segment that share amounts."""
    told: set[tuple[str, str]] = set()
    for kind, segment, share, strips in Matrix(context.policy).groups():
        for one, two in pairwise(strips):
            if two.low < one.high and not two.empty and (one.id, two.id) not in told:
                told.add((one.id, two.id))
                end = min(one.high, two.high)
                upto = f" to {shown(end, share, context.policy)}" if end != float("inf") else ""
                where = f"from {shown(two.low, share, context.policy)}{upto}"
                text = f"bands `{one.id}` and `{two.id}` overlap for {kind} to `{segment}`, {where}"
                related = (("recovery", "approvals", one.id),)
                help_ = "let one end (`up_to`) where the other begins (`above`)"
                yield Found(("recovery", "approvals", two.id), text, help_, key=True, related=related)


RULE = Rule(
    id="approval-overlap",
    title="Approval bands do not overlap",
    why="Where two bands hold, people ask the one that says yes.",
    bad="recovery: {approvals: {large: {above: 20% of monthly fee}}}",
    good="recovery: {approvals: {large: {above: 25% of monthly fee}}}",
    check=check,
    gravity=ERROR,
    shows=("A8.2",),
)
