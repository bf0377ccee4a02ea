"""An expression compares like with like (AP.3)."""

from tocsin.core.policy.lint.expressions import complaints_of
from tocsin.core.policy.lint.rule import ERROR, Rule

RULE = Rule(
    id="criterion-type",
    title="An expression compares like with like",
    why="Money is compared with money of the same currency, a duration with a duration, and an elapsed "
    "time never with another one that grows too. What does not fit would be unknown at run time, so "
    "it is refused here.",
    bad="""levels: {4: {when: {rich: degraded && arr > 50000}}}""",
    good="""levels: {4: {when: {rich: 'degraded && arr > money("50000 USD")'}}}""",
    check=complaints_of("criterion-type"),
    gravity=ERROR,
    shows=("AP.3",),
)
