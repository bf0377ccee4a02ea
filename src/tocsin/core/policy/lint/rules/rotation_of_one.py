"""A rotation has somebody to rotate with (A4.2, A10.7)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.schema.rota import Rotation
from tocsin.core.policy.source import Path

HELP = "add a second person, or page the person directly"


def check(context: Context) -> Iterator[Found]:
    """One person who is always on call."""
    for id_, rotation in context.policy.rotations.items():
        path: Path = ("rotations", id_)
        if len(rotation.everybody()) == 1:
            at = path if rotation.layers else (*path, "people")
            yield Found(
                at, f"rotation `{id_}` has one person, who is always on call", HELP, key=bool(rotation.layers)
            )
        elif name := _always(rotation):
            at = (*path, "layers", name, "people") if name in rotation.layers else (*path, "people")
            yield Found(at, f"layer `{name}` of rotation `{id_}` has one person, who is always on call", HELP)


def _always(rotation: Rotation) -> str:
    """The layer whose only person has no time off: one that nothing limits and nothing comes before."""
    counted = rotation.each() if rotation.together else rotation.each()[:1]
    alone = (name for name, turns in counted if len(set(turns.people)) == 1 and not turns.only)
    return next(alone, "")


RULE = Rule(
    id="rotation-of-one",
    title="A rotation has at least two people",
    why="One person on call for ever burns out, and is on holiday when it matters. A layer behind others may "
    "have one person, as long as the others come first.",
    bad="rotations:\n"
    "  night: {name: Night, zone: Europe/Berlin, people: [ben], turn: monthly, start: 2026-01-05}\n"
    "ladders: {platform: {rungs: {lead: {page: rotation night, wait: 5m}}}}",
    good="rotations:\n"
    "  night: {name: Night, zone: Europe/Berlin, people: [ana, ben], turn: monthly, start: 2026-01-05}\n"
    "ladders: {platform: {rungs: {lead: {page: rotation night, wait: 5m}}}}",
    check=check,
    shows=("A4.2", "A10.7"),
)
