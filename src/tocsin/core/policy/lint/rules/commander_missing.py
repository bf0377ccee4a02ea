"""Incident command has the seat of the incident commander (A3.3)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule

SEAT = "incident_commander"


def check(context: Context) -> Iterator[Found]:
    """Level 3, or level 4 where there is no level 3, without the seat; or no such role in the policy."""
    levels = context.policy.levels
    if (3 in levels or 4 in levels) and SEAT not in context.policy.roles:
        text = f"there is no role `{SEAT}`: nobody can lead a major incident"
        yield Found(("roles",), text, f"add `{SEAT}:` under `roles`", key=True)
        return
    number = 3 if 3 in levels else 4
    if number in levels and SEAT not in levels[number].roles:
        path = ("levels", number, "roles")
        text = f"level {number} fills no seat `{SEAT}`: nobody leads a major incident"
        yield Found(
            path if context.given(path) else ("levels", number), text, f"add `{SEAT}` to `roles`", key=True
        )


RULE = Rule(
    id="commander-missing",
    title="Level 3 has an incident commander",
    why="A major incident without somebody who decides in what order things are tried is many repairs at "
    "once. The desk does not let level 3 be without that seat, so the policy must have it.",
    bad="levels: {3: {roles: [sme_lead, comms_lead]}}",
    good="levels: {3: {roles: [incident_commander, sme_lead]}}",
    check=check,
    gravity=ERROR,
    shows=("A1.3", "A3.3"),
)
