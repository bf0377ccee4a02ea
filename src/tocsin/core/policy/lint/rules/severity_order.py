"""A worse severity is never promised more slowly (B4, A2.2)."""

from collections.abc import Iterator
from itertools import pairwise

from tocsin.core.policy.lint.promises import KINDS, audiences, promise, ranked
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """P1 slower than P2, and so on, for everybody and for each segment."""
    seen = set()
    for segment in audiences(context.policy):
        for worse, better in pairwise(ranked(context.policy)):
            for kind in KINDS:
                one = promise(context.policy, worse, segment, kind)
                two = promise(context.policy, better, segment, kind)
                if one.length > two.length and (one.path, two.path) not in seen:
                    seen.add((one.path, two.path))
                    text = f"{one.who} has {kind} {one}, slower than {two.severity} with {two}"
                    yield Found(one.path, text, f"make {worse} at least as fast", related=(two.path,))


RULE = Rule(
    id="severity-order",
    title="A worse severity is at least as fast",
    why="Where P1 is slower than P2, people learn to call things P2.",
    bad="severities: {P1: {resolution: 30h}, P2: {resolution: 24h}}",
    good="severities: {P1: {resolution: 4h}, P2: {resolution: 24h}}",
    check=check,
    shows=("A2.2", "B4"),
)
