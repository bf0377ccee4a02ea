"""Nobody resolves before they answer (B4)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.promises import audiences, promise, ranked
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """Response longer than resolution."""
    seen = set()
    for segment in audiences(context.policy):
        for severity in ranked(context.policy):
            first = promise(context.policy, severity, segment, "response")
            last = promise(context.policy, severity, segment, "resolution")
            if first.length > last.length and (first.path, last.path) not in seen:
                seen.add((first.path, last.path))
                text = f"{first.who} is answered within {first}, but resolved within {last}"
                yield Found(
                    first.path, text, "shorten `response` or lengthen `resolution`", related=(last.path,)
                )


RULE = Rule(
    id="response-after-resolution",
    title="The response target ends before the resolution target",
    why="A response that may come after the resolution promises nothing.",
    bad="severities: {P4: {response: 11 business days, resolution: 10 business days}}",
    good="severities: {P4: {response: 1 business day, resolution: 10 business days}}",
    check=check,
    gravity=ERROR,
    shows=("B4",),
)
