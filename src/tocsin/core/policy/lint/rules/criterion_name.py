"""An expression uses declared names (AP.3)."""

from tocsin.core.policy.lint.expressions import complaints_of
from tocsin.core.policy.lint.rule import ERROR, Rule

RULE = Rule(
    id="criterion-name",
    title="An expression uses declared names",
    why="A criterion may use the policy's facts and parameters, and nothing else: a misspelt fact would "
    "stay unknown for ever.",
    bad="""levels: {2: {when: {several: customers_afected > 10}}}""",
    good="""levels: {2: {when: {several: customers_affected > 10}}}""",
    check=complaints_of("criterion-name"),
    gravity=ERROR,
    shows=("AP.3",),
)
