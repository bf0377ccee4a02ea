"""A literal in an expression can occur (A2.2)."""

from tocsin.core.policy.lint.expressions import complaints_of
from tocsin.core.policy.lint.rule import ERROR, Rule

RULE = Rule(
    id="criterion-value",
    title="A literal in an expression can occur",
    why="A value that is not among those of its fact, a duration without unit or a pattern that could run "
    "for ever makes a criterion that never holds, or that nobody can trust.",
    bad="""levels: {1: {when: {bad: 'severity == "P0"'}}}""",
    good="""levels: {1: {when: {bad: 'severity == "P3" && outage'}}}""",
    check=complaints_of("criterion-value"),
    gravity=ERROR,
    shows=("A2.2",),
)
