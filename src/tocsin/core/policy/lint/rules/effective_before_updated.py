"""A policy takes effect after its text is settled (B1)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """`effective` before `updated`."""
    header = context.policy.document
    if header.effective < header.updated:
        text = f"in effect since {header.effective}, before its text was last changed on {header.updated}"
        help_ = "set `effective` to the day from which this version applies"
        yield Found(("document", "effective"), text, help_, related=(("document", "updated"),))


RULE = Rule(
    id="effective-before-updated",
    title="A version takes effect on the day of its last change or later",
    why="Nobody can have followed a text that did not exist yet; an escalation stays under the version it "
    "began with.",
    bad="document: {effective: 2026-01-01}",
    good="document: {effective: 2026-01-05}",
    check=check,
    shows=("B1",),
)
