"""An expression can be read (A2.2)."""

from tocsin.core.policy.lint.expressions import complaints_of
from tocsin.core.policy.lint.rule import ERROR, Rule

RULE = Rule(
    id="criterion-syntax",
    title="An expression can be read",
    why="Nobody is paged by an expression that cannot be read. The place is the character where reading "
    "stopped.",
    bad="""levels: {2: {when: {several: outage and degraded}}}""",
    good="""levels: {2: {when: {several: outage && degraded}}}""",
    check=complaints_of("criterion-syntax"),
    gravity=ERROR,
    shows=("A2.2",),
)
