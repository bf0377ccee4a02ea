"""Every severity is reached by something (A2.2)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import NOTE, WARNING, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A severity that is not the default one and that no criterion leads to."""
    policy = context.policy
    impossible = {path[:2] for path in context.impossible}
    for name, severity in policy.severities.items():
        if name == policy.default_severity:
            continue
        if not severity.when:
            text = f"no criterion leads to {name}: only a ticket that states it has it"
            yield Found(
                ("severities", name), text, "add criteria under `when`, or make it the default", key=True
            )
        elif ("severities", name) in impossible and len(severity.when) == 1:
            text = f"{name} is never reached: its only criterion is never true"
            yield Found(("severities", name), text, "mend the criterion", key=True, gravity=WARNING)


RULE = Rule(
    id="severity-unreached",
    title="Every severity is reached by a criterion",
    why="Help desks that send a severity of their own reach it all the same; reports from elsewhere never "
    "do, and the table in the protocol promises times that nobody gets.",
    bad="default_severity: P4",
    good="default_severity: P4\nseverities: {P3: {when: {part: {if: customers_affected > 3}}}}",
    check=check,
    gravity=NOTE,
    shows=("A2.2", "B4"),
)
