"""A team that is paged has a ladder (A4.2, A4.5)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.paging import paged_teams
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A paged team that says not who comes first."""
    for id_, by in paged_teams(context.policy).items():
        team = context.policy.teams.get(id_)
        if team and team.ladder is None:
            text = f"team `{id_}` is paged by {by}, but has no ladder"
            help_ = "give it `ladder:`, so that there is a first and a next person"
            yield Found(("teams", id_), text, help_, key=True)


RULE = Rule(
    id="team-without-ladder",
    title="A team that is paged has a ladder",
    why="To page a whole team is to page nobody: each waits for the others. A ladder says who is first.",
    bad="teams: {legal: {name: Legal, function: legal, members: [ana]}}\n"
    "involve: {legal: {if: level >= 4, team: legal}}",
    good="teams: {legal: {name: Legal, function: legal, members: [ana]}}\n"
    "involve: {legal: {if: level >= 4, team: legal, page: false}}",
    check=check,
    shows=("A4.2", "A4.5"),
)
