"""A gate holds something back (A7.1, A7.4)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule

GATES = ("stabilised", "resolved", "closing")


def check(context: Context) -> Iterator[Found]:
    """A gate all of whose lines are optional: it opens whatever was done. An empty one is told elsewhere."""
    for name in GATES:
        lines = getattr(context.policy.resolution, name)
        if lines and all(line.optional for line in lines.values()):
            text = f"nothing has to be met for `{name}`: every line of it is optional"
            yield Found(("resolution", name), text, "make a line of it count", key=True)


RULE = Rule(
    id="gate-open",
    title="Stabilised, resolved and closed each take something",
    why="What a gate requires is what keeps an escalation from being closed on paper. A gate "
    "with optional lines alone is no gate.",
    bad="resolution: {closing: {next: {text: Next steps are sent., optional: true}}}",
    good="resolution: {closing: {next: {text: Next steps are sent., met_by: update}}}",
    check=check,
    shows=("A7.1", "A7.4"),
)
