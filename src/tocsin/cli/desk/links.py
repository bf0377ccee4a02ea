"""`tocsin link`, `unlink`."""

import click

from tocsin.cli.desk.said import number
from tocsin.cli.desk.shared import Acting, act, acting
from tocsin.core.lifecycle import commands as c


@click.command("link")
@click.argument("escalation")
@click.argument("original")
@click.option("--reason", required=True, metavar="WHY", help="What shows that they are the same.")
@acting
def link(escalation: str, original: str, reason: str, how: Acting) -> None:
    """ESCALATION is a duplicate of ORIGINAL, which is the one that is worked on.

    Nobody is paged for the duplicate any more; its customer hears every update of the original.

    \b
    Example:
      tocsin link ESC-1002 ESC-1001 --reason "same error, same minute" --as maya-ortiz
    """
    act(escalation, how, c.Link(number(original), reason))


@click.command("unlink")
@click.argument("escalation")
@click.option("--reason", required=True, metavar="WHY")
@acting
def unlink(escalation: str, reason: str, how: Acting) -> None:
    """ESCALATION is no duplicate after all: its own ladder is climbed.

    \b
    Example:
      tocsin unlink ESC-1002 --reason "theirs is the proxy" --as maya-ortiz
    """
    act(escalation, how, c.Unlink(reason))
