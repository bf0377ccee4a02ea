"""`tocsin raise`, `lower`, `learn`."""

import click

from tocsin.cli.desk.shared import Acting, act, acting
from tocsin.core.lifecycle import commands as c

_level = click.option("--level", type=int, metavar="N", help="The new level.")
_severity = click.option("--severity", metavar="P1..P4", help="The new severity.")
_reason = click.option("--reason", required=True, metavar="WHY", help="Kept with the change.")


@click.command("raise")
@click.argument("escalation")
@_level
@_severity
@_reason
@acting
def raise_(escalation: str, level: int | None, severity: str | None, reason: str, how: Acting) -> None:
    """Raise the level or the severity of ESCALATION; a higher level pages its ladder.

    \b
    Examples:
      tocsin raise ESC-1001 --level 3 --reason "three more customers" --as maya-ortiz
      tocsin raise ESC-1001 --severity P1 --reason "payments fail too" --as maya-ortiz
    """
    act(escalation, how, c.Raise(reason, level, severity))


@click.command("lower")
@click.argument("escalation")
@_level
@_severity
@_reason
@acting
def lower(escalation: str, level: int | None, severity: str | None, reason: str, how: Acting) -> None:
    """Lower the level or the severity of ESCALATION; ladders of the higher level stop.

    \b
    Example:
      tocsin lower ESC-1001 --severity P2 --reason "a workaround holds" --as maya-ortiz
    """
    act(escalation, how, c.Lower(reason, level, severity))
