"""A rotation has somebody to rotate with (A4.2, A10.7)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """One person who is always on call."""
    for id_, rotation in context.policy.rotations.items():
        if len(set(rotation.people)) == 1:
            text = f"rotation `{id_}` has one person, who is always on call"
            yield Found(
                ("rotations", id_, "people"), text, "add a second person, or page the person directly"
            )


RULE = Rule(
    id="rotation-of-one",
    title="A rotation has at least two people",
    why="One person on call for ever burns out, and is on holiday when it matters.",
    bad="rotations:\n"
    "  night: {name: Night, zone: Europe/Berlin, people: [ben], turn: monthly, start: 2026-01-05}\n"
    "ladders: {platform: {rungs: {lead: {page: rotation night, wait: 5m}}}}",
    good="rotations:\n"
    "  night: {name: Night, zone: Europe/Berlin, people: [ana, ben], turn: monthly, start: 2026-01-05}\n"
    "ladders: {platform: {rungs: {lead: {page: rotation night, wait: 5m}}}}",
    check=check,
    shows=("A4.2", "A10.7"),
)
