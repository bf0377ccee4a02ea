"""No ladder pages itself (A4.5)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.paging import targets
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule
from tocsin.core.policy.schema import Policy


def check(context: Context) -> Iterator[Found]:
    """A rung that pages a team whose ladder leads back to the same ladder."""
    policy = context.policy
    for id_ in policy.ladders:
        way = _circle(policy, id_)
        if way:
            text = f"ladder `{id_}` leads back to itself: {' → '.join(way)}"
            yield Found(("ladders", id_), text, "page a rotation or a person on this rung", key=True)


def _circle(policy: Policy, start: str) -> list[str]:
    pending, seen = [(start, [start])], set()
    while pending:
        current, way = pending.pop()
        for target in targets(policy.ladders[current]):
            team = policy.teams.get(target.id) if target.kind == "team" else None
            follows = team.ladder if team else None
            if follows == start:
                return [*way, start]
            if follows in policy.ladders and follows not in seen:
                seen.add(follows)
                pending.append((follows, [*way, follows]))
    return []


RULE = Rule(
    id="ladder-circle",
    title="A ladder never leads back to itself",
    why="A ladder that pages the team it belongs to rings the same phones again and calls that a next rung.",
    bad="ladders: {platform: {rungs: {lead: {page: team platform, wait: 10m}}}}",
    good="ladders: {platform: {rungs: {lead: {page: team support, wait: 10m}}}}",
    check=check,
    gravity=ERROR,
    shows=("A4.5",),
)
