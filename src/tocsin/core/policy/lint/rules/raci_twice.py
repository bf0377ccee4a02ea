"""In the RACI table, who decides is not merely told (A3.1)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.source import Path


def check(context: Context) -> Iterator[Found]:
    """The accountable role also consulted or informed, or a role in two columns that exclude each other."""
    for id_, row in context.policy.raci.items():
        decides = {row.accountable, *row.responsible}
        for column, others in (("consulted", decides), ("informed", {*decides, *row.consulted})):
            for index, role in enumerate(getattr(row, column)):
                if role in others:
                    path: Path = ("raci", id_, column, index)
                    text = f"`{role}` is {column} about `{id_}`, but already takes part in it"
                    yield Found(path, text, "leave it in one column")


RULE = Rule(
    id="raci-twice",
    title="A role stands in one column of a RACI row",
    why="Exactly one role is accountable. Whoever is accountable or responsible need not be told by "
    "themselves; a role in two columns hides who decides.",
    bad="raci: {customer: {informed: [comms_lead]}}",
    good="raci: {customer: {informed: [approver]}}",
    check=check,
    shows=("A3.1",),
)
