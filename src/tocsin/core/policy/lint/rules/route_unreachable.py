"""Every route can be taken (A4.1)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.schema.people import Route


def check(context: Context) -> Iterator[Found]:
    """A route after one that always holds on all its levels."""
    before: list[tuple[str, Route]] = []
    for id_, route in context.policy.routes.items():
        levels = set(route.levels or context.policy.levels)
        always = [(i, r) for i, r in before if r.when is None]
        covered = set().union(*(set(r.levels or context.policy.levels) for _, r in always))
        if always and levels <= covered:
            text = f"route `{id_}` is never taken: `{always[-1][0]}` before it always holds"
            related = (("routes", always[-1][0]),)
            yield Found(("routes", id_), text, "move it up, or remove it", key=True, related=related)
        before.append((id_, route))


RULE = Rule(
    id="route-unreachable",
    title="No route stands after one that always holds",
    why="The first route that holds is taken. What stands below a route without a condition is never read.",
    bad="routes: {late: {name: Late, if: arr > big, team: platform}}",
    good="routes: {technical: {if: degraded}}",
    check=check,
    shows=("A4.1",),
)
