"""Somebody may take every seat that is needed (A3.7)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A role that a level, an approval or the RACI table needs, and that nobody may hold."""
    policy = context.policy
    for id_, by in _needed(context).items():
        role = policy.roles.get(id_)
        if role and not role.held_by:
            text = f"nobody may hold the role `{id_}`, which {by} needs"
            yield Found(("roles", id_), text, "name teams or people in `held_by`", key=True)


def _needed(context: Context) -> dict[str, str]:
    policy = context.policy
    found = {row.accountable: f"`raci.{id_}`" for id_, row in reversed(policy.raci.items())}
    found |= {
        role: f"`recovery.approvals.{i}`" for i, b in policy.recovery.approvals.items() for role in b.by
    }
    found |= {role: f"level {n}" for n, level in policy.levels.items() for role in level.roles}
    found.pop("owner", None)  # a rule of its own
    return found


RULE = Rule(
    id="role-unheld",
    title="Each needed seat can be filled",
    why="A seat is filled by whoever is trained and free. If the policy says of nobody that they may take "
    "it, it stays empty, and approvals wait for ever.",
    bad="roles: {approver: {held_by: []}}",
    good="roles: {approver: {held_by: [support]}}",
    check=check,
    shows=("A3.5", "A3.7"),
)
