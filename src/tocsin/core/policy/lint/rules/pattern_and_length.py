"""Turns have one length, or a pattern of lengths (A4.2)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.source import Path


def check(context: Context) -> Iterator[Found]:
    """Both stand in the same turns."""
    for id_, rotation in context.policy.rotations.items():
        for name, turns in rotation.each():
            path: Path = ("rotations", id_)
            if name in rotation.layers:
                path = (*path, "layers", name)
            if turns.pattern and context.given((*path, "length")):
                text = f"`pattern` counts, so the `length` of {turns.length} does not"
                yield Found((*path, "length"), text, "remove one of the two", related=((*path, "pattern"),))


RULE = Rule(
    id="pattern-and-length",
    title="Turns have a length or a pattern, not both",
    why="A pattern says how long each turn lasts. A length beside it looks as if it counted.",
    bad="rotations: {platform: {turn: daily, length: 2, pattern: [2, 2, 3]}}",
    good="rotations: {platform: {turn: daily, pattern: [2, 2, 3]}}",
    check=check,
    shows=("A4.2",),
)
