"""`tocsin assign`, `accept`, `refuse`, `fill`, `leave`, `engage`."""

import click

from tocsin.cli.desk.shared import Acting, act, acting
from tocsin.core.lifecycle import commands as c


@click.command("assign")
@click.argument("escalation")
@click.argument("person")
@click.option("--note", default="", metavar="TEXT", help="Where it stands, what was promised, the next step.")
@acting
def assign(escalation: str, person: str, note: str, how: Acting) -> None:
    """Offer the ownership of ESCALATION to PERSON; until they accept, the owner stays.

    Who assigns it to themselves has accepted.

    \b
    Examples:
      tocsin assign ESC-1001 daniel-reyes --as maya-ortiz --note "update due 04:00, fix is being tested"
      tocsin assign ESC-1001 maya-ortiz --as maya-ortiz
    """
    act(escalation, how, c.Assign(person, note))


@click.command("accept")
@click.argument("escalation")
@acting
def accept(escalation: str, how: Acting) -> None:
    """Accept the ownership of ESCALATION that was offered to you.

    \b
    Example:
      tocsin accept ESC-1001 --as daniel-reyes
    """
    act(escalation, how, c.Accept())


@click.command("refuse")
@click.argument("escalation")
@click.option("--reason", required=True, metavar="WHY")
@acting
def refuse(escalation: str, reason: str, how: Acting) -> None:
    """Refuse the ownership of ESCALATION that was offered to you, or withdraw your offer.

    \b
    Example:
      tocsin refuse ESC-1001 --as daniel-reyes --reason "my shift ends in ten minutes"
    """
    act(escalation, how, c.Refuse(reason))


@click.command("fill")
@click.argument("escalation")
@click.argument("role")
@click.argument("person")
@acting
def fill(escalation: str, role: str, person: str, how: Acting) -> None:
    """Seat PERSON in ROLE for ESCALATION.

    \b
    Example:
      tocsin fill ESC-1001 incident_commander elena-rossi --as leo-hartmann
    """
    act(escalation, how, c.Fill(role, person))


@click.command("leave")
@click.argument("escalation")
@click.argument("role")
@click.option("--reason", default="", metavar="WHY")
@acting
def leave(escalation: str, role: str, reason: str, how: Acting) -> None:
    """Empty the seat of ROLE in ESCALATION; the owner's and the commander's need a successor.

    \b
    Example:
      tocsin leave ESC-1001 comms_lead --as noah-fischer --reason "relieved"
    """
    act(escalation, how, c.Leave(role, reason))


@click.command("engage")
@click.argument("escalation")
@click.argument("person")
@acting
def engage(escalation: str, person: str, how: Acting) -> None:
    """Write down that PERSON, an expert, works on ESCALATION now.

    \b
    Example:
      tocsin engage ESC-1001 lucas-meyer --as maya-ortiz
    """
    act(escalation, how, c.EngageSme(person))
