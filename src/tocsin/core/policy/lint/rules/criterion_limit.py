"""An expression is short enough to read (AP.3)."""

from tocsin.core.policy.lint.expressions import complaints_of
from tocsin.core.policy.lint.rule import ERROR, Rule

RULE = Rule(
    id="criterion-limit",
    title="An expression is short enough to read",
    why="People sign what the criteria say. An expression that nests or runs on beyond the limits is "
    "several criteria.",
    bad="""levels: {2: {when: {several: '((((((((((((((((((((((((((outage))))))))))))))))))))))))))'}}}""",
    good="""levels: {2: {when: {several: '(outage)'}}}""",
    check=complaints_of("criterion-limit"),
    gravity=ERROR,
    shows=("AP.3",),
)
