"""Somebody can be the owner (A3.1)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.paging import holders
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A role `owner` whose `held_by` leads to no person."""
    owner = context.policy.roles.get("owner")
    known = context.policy.teams.keys() | context.policy.contacts.keys()
    if owner and known.issuperset(owner.held_by) and not holders(context.policy, "owner"):
        path = ("roles", "owner", "held_by")
        why = "the teams there have nobody" if owner.held_by else "it names neither a team nor a person"
        text = f"nobody may be the owner of an escalation: {why}"
        yield Found(
            path if context.given(path) else path[:2], text, "name teams with people, or people", key=True
        )


RULE = Rule(
    id="owner-unheld",
    title="Somebody may be the owner",
    why="Each escalation has exactly one owner from its opening on. If the policy lets nobody take the seat, "
    "there is nobody to give it to.",
    bad="roles: {owner: {held_by: []}}",
    good="roles: {owner: {held_by: [ana]}}",
    check=check,
    gravity=ERROR,
    shows=("A3.1", "AP.2"),
)
