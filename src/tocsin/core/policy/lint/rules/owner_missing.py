"""There is the seat of the owner (A3.1)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """No role `owner`."""
    if "owner" not in context.policy.roles:
        text = "there is no role `owner`: nobody answers for an escalation"
        yield Found(("roles",), text, "add `owner:` under `roles`", key=True)


RULE = Rule(
    id="owner-missing",
    title="There is a role `owner`",
    why="One person answers for an escalation at any instant, from its opening to its end. The seat is "
    "called `owner` in every policy, so that it can be found.",
    bad="roles: {owner: null}",
    good="roles: {owner: {name: Case owner}}",
    check=check,
    gravity=ERROR,
    shows=("A3.1", "AP.2"),
)
