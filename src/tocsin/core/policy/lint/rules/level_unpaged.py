"""Somebody is paged at every level that escalates (A4.1, A1.1)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.paging import routes_at
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A level above 0 without a route, or only with routes that may not hold."""
    for level in sorted(context.policy.levels):
        routes = routes_at(context.policy, level)
        if level == 0 or any(route.when is None for route in routes.values()):
            continue
        help_ = "add a last route without `if`"
        if routes:
            text = f"level {level} pages nobody when none of its {len(routes)} routes holds"
            yield Found(("levels", level), text, help_, key=True)
        else:
            text = f"no route is for level {level}: nobody is paged"
            yield Found(("levels", level), text, help_, key=True, gravity=ERROR)


RULE = Rule(
    id="level-unpaged",
    title="Each level pages somebody",
    why="An escalation that reaches a level without a route is an escalation that nobody hears of. A last "
    "route without a condition catches what the others leave.",
    bad="routes: {everything: {if: question}}",
    good="routes: {last: {name: Last, team: support, if: null}, everything: {if: question}}",
    check=check,
    shows=("A1.1", "A4.1"),
)
