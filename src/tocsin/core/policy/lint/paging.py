"""Who is reached when somebody is paged: ladders, teams, rotations and roles followed to people."""

from collections.abc import Iterator

from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.people import Ladder, Route, Target


def reached(policy: Policy, target: Target, seen: frozenset[str] = frozenset()) -> set[str]:
    """The contacts that the target leads to; a circle of teams adds nobody."""
    name = str(target)
    if name in seen:
        return set()
    seen |= {name}
    if target.kind == "person":
        return {target.id} & policy.contacts.keys()
    if target.kind == "rotation":
        rotation = policy.rotations.get(target.id)
        return set(rotation.everybody()) if rotation else set()
    if target.kind == "team":
        return team_people(policy, target.id, seen)
    role = policy.roles.get(target.id)
    held = role.held_by if role else []
    people = {one for one in held if one in policy.contacts}
    return people.union(*(team_people(policy, one, seen) for one in held if one in policy.teams))


def team_people(policy: Policy, team_id: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """The contacts that a page to the team can reach: over its ladder, else its members."""
    team = policy.teams.get(team_id)
    if team is None:
        return set()
    ladder = policy.ladders.get(team.ladder) if team.ladder else None
    return ladder_people(policy, ladder, seen) if ladder else set(team.members)


def holders(policy: Policy, role_id: str) -> set[str]:
    """The contacts that may take a seat: those named, and of teams the members and their rotations (A3.7)."""
    role = policy.roles.get(role_id)
    found = set(role.held_by) if role else set()
    for team in (policy.teams[one] for one in tuple(found) if one in policy.teams):
        ladder = policy.ladders.get(team.ladder or "")
        rotations = [t for t in targets(ladder) if t.kind == "rotation"] if ladder else []
        found |= {*team.members}.union(*(reached(policy, t) for t in rotations))
    return found & policy.contacts.keys()


def ladder_people(policy: Policy, ladder: Ladder, seen: frozenset[str] = frozenset()) -> set[str]:
    """The contacts on all rungs."""
    return set().union(*(reached(policy, target, seen) for target in targets(ladder)))


def targets(ladder: Ladder) -> Iterator[Target]:
    """Everybody a ladder names, rung by rung."""
    for rung in ladder.rungs.values():
        yield rung.page
        yield from rung.also
    if ladder.last:
        yield ladder.last


def routes_at(policy: Policy, level: int) -> dict[str, Route]:
    """The routes that can be taken at a level, in their order."""
    return {id_: route for id_, route in policy.routes.items() if not route.levels or level in route.levels}


def ladder_levels(policy: Policy, ladder_id: str) -> list[int]:
    """The levels at which the ladder is paged, through routes and their teams."""
    teams = {id_ for id_, team in policy.teams.items() if team.ladder == ladder_id}
    found = [
        level
        for level in policy.levels
        for route in routes_at(policy, level).values()
        if level > 0 and (route.ladder == ladder_id or (route.ladder is None and route.team in teams))
    ]
    return sorted(set(found))


def paged_teams(policy: Policy) -> dict[str, str]:
    """The teams that are paged by something, with the first thing that pages them."""
    found: dict[str, str] = {}
    for id_, stop in policy.stop_the_line.items():
        found.setdefault(stop.page, f"stop-the-line `{id_}`")
    for id_, route in policy.routes.items():
        if route.ladder is None:
            found.setdefault(route.team, f"route `{id_}`")
    for id_, involve in policy.involve.items():
        if involve.page:
            found.setdefault(involve.team, f"`involve.{id_}`")
    return found
