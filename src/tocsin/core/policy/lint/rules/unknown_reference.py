"""Every id that is named somewhere exists (A4.1, A4.5)."""

from collections.abc import Iterator

from tocsin.core.model.words import did_you_mean, listing
from tocsin.core.policy.lint.references import known, references
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """An id that names nothing, with the nearest one that exists."""
    ids = known(context.policy)
    for reference in references(context.policy):
        choices = [id_ for kind in reference.kinds for id_ in ids[kind]]
        if reference.id not in choices:
            kinds = listing(reference.kinds, "or")
            hint = did_you_mean(reference.id, choices) or "declare it, or name one that exists"
            yield Found(reference.path, f"there is no {kinds} `{reference.id}`", hint, key=reference.key)


RULE = Rule(
    id="unknown-reference",
    title="Every id that is named exists",
    why="A route to a team that is not there pages nobody. Teams, ladders, rotations, people, roles, "
    "segments, calendars, facts, messages, severities, levels and scorecard rows are looked up "
    "wherever they are named.",
    bad="roles: {owner: {held_by: [suport]}}",
    good="roles: {owner: {held_by: [support]}}",
    check=check,
    gravity=ERROR,
    shows=("A4.1", "A4.5"),
)
