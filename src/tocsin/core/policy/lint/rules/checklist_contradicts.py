"""The response checklist repeats the promises, it does not change them (B8, B4)."""

from collections.abc import Iterator
from datetime import timedelta

from tocsin.core.model.duration import parse_span
from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.schema.base import SEVERITIES


def check(context: Context) -> Iterator[Found]:
    """An `acknowledge` row whose time is not the severity's response."""
    policy = context.policy
    for id_, row in policy.checklist.items():
        if "acknowledge" not in row.action.lower():
            continue
        for name in SEVERITIES:
            cell, severity = _time(row.cell(name)), policy.severities.get(name)
            if cell is not None and severity and cell != severity.response.approximate():
                text = (
                    f"the checklist says {row.cell(name)}, but {name} is answered within {severity.response}"
                )
                related = (("severities", name, "response"),)
                yield Found(("checklist", id_, name), text, "write the same time", related=related)


def _time(cell: str) -> timedelta | None:
    try:
        return parse_span(cell).approximate()
    except ValueError:
        return None


RULE = Rule(
    id="checklist-contradicts",
    title="The checklist agrees with the response times",
    why="People follow the checklist, clocks follow the severity; both stand in one policy and must say "
    "the same.",
    bad="checklist: {ack: {P1: 30 min}}",
    good="checklist: {ack: {P1: yes}}",
    check=check,
    shows=("B4", "B8"),
)
