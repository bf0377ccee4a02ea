"""Facts and parameters are declared so that expressions can be typed (A2.1, A13.1)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A choice without values, money without currency, a threshold that is none, a name used twice."""
    for path, problem in context.words[1]:
        said = problem.replace("`values`", "`of`").replace("a `currency`", "a currency in `unit`")
        message, _, help_ = said.partition(": ")
        yield Found(path, message, help_, key=len(path) == 2)


RULE = Rule(
    id="bad-declaration",
    title="Facts and parameters are declared in full",
    why="Every expression is typed against the declarations: a choice needs its values, money its "
    "currency, an elapsed time the instant it grows from, a parameter a value that can be read. Until "
    "they are mended, no expression is looked at.",
    bad="facts: {region: {type: choice, ask: Which region?}}",
    good="facts: {region: {type: choice, of: [emea, apac], ask: Which region?}}\n"
    "levels: {2: {when: {far: region == 'apac' && degraded}}}",
    check=check,
    gravity=ERROR,
    shows=("A2.1", "A13.1"),
)
