"""The backup of a turn is not its primary (A4.2, A4.5)."""

from collections.abc import Iterator
from itertools import pairwise
from math import lcm

from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.schema.rota import Rotation, Turns

MAX_TURNS = 2_000


def check(context: Context) -> Iterator[Found]:
    """Two rungs in a row whose rotations put the same person on call in the same turn."""
    policy = context.policy
    for id_, ladder in policy.ladders.items():
        for (_, one), (rung_id, two) in pairwise(ladder.rungs.items()):
            first = policy.rotations.get(one.page.id) if one.page.kind == "rotation" else None
            second = policy.rotations.get(two.page.id) if two.page.kind == "rotation" else None
            who = _both(first, second) if first and second else ""
            if who:
                text = f"`{who}` is on call in `{one.page.id}` and `{two.page.id}` in the same turn"
                help_ = "shift one of the two rotations by one person"
                yield Found(("ladders", id_, "rungs", rung_id, "page"), text, help_)


def _both(one: Rotation, two: Rotation) -> str:
    """The first person whom two layers with the same rhythm put on call in the same turn."""
    if one.zone != two.zone:
        return ""
    pairs = ((a, b) for _, a in one.each() for _, b in two.each() if _rhythm(a) == _rhythm(b))
    return next(filter(None, (_meeting(a.people, b.people) for a, b in pairs)), "")


def _rhythm(turns: Turns) -> tuple[object, ...]:
    """What two layers share when they change hands together and apply at the same times."""
    lengths = tuple(turns.pattern) or turns.length
    return turns.turn, lengths, turns.start, turns.hand_off, turns.until, turns.only


def _meeting(one: list[str], two: list[str]) -> str:
    turns = min(MAX_TURNS, lcm(len(one), len(two)))
    pairs = ((one[n % len(one)], two[n % len(two)]) for n in range(turns))
    return next((a for a, b in pairs if a == b), "")


RULE = Rule(
    id="backup-is-primary",
    title="The backup is somebody else",
    why="When two rotations turn together and meet on one person, the second page rings the phone that "
    "stayed silent.",
    bad="rotations: {backup: {people: [ben, cleo]}}",
    good="rotations: {backup: {people: [cleo, ben]}}",
    check=check,
    shows=("A4.2", "A4.5"),
)
