"""`tocsin ack`, `decline`, `page`."""

import click

from tocsin.cli.desk.shared import Acting, act, acting
from tocsin.core.lifecycle import commands as c

_ladder = click.option(
    "--ladder", default="", metavar="ID", help="Only on this ladder. [default: where you are paged]"
)


@click.command("ack")
@click.argument("escalation")
@_ladder
@acting
def ack(escalation: str, ladder: str, how: Acting) -> None:
    """Acknowledge: you have ESCALATION, nobody else is paged.

    \b
    Examples:
      tocsin ack ESC-1001 --as anika-sharma
      tocsin ack ESC-1001 --as anika-sharma --ladder engineering
    """
    act(escalation, how, c.Acknowledge(ladder))


@click.command("decline")
@click.argument("escalation")
@click.option("--reason", required=True, metavar="WHY", help="Why you cannot act.")
@_ladder
@acting
def decline(escalation: str, reason: str, ladder: str, how: Acting) -> None:
    """Decline a page of ESCALATION: the next rung is paged at once.

    \b
    Example:
      tocsin decline ESC-1001 --as anika-sharma --reason "on a train, no network"
    """
    act(escalation, how, c.Decline(reason, ladder))


@click.command("page")
@click.argument("escalation")
@click.argument("target")
@click.option("--reason", required=True, metavar="WHY", help="What you need them for.")
@acting
def page(escalation: str, target: str, reason: str, how: Acting) -> None:
    """Page somebody for ESCALATION now, over and above the policy's ladders.

    TARGET is `person ID`, `rotation ID`, `team ID`, `role ID` or `ladder ID`, in quotes.

    \b
    Example:
      tocsin page ESC-1001 "team legal" --as maya-ortiz --reason "the customer's lawyer called"
    """
    act(escalation, how, c.Page(target, reason))
