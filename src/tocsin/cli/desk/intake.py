"""`tocsin open`, `return`, `move`, `attach`."""

import click

from tocsin import bootstrap_desk
from tocsin.cli.desk.shared import Acting, act, acting
from tocsin.core.lifecycle import commands as c


@click.command("open")
@click.argument("escalation")
@click.option("--reason", required=True, metavar="WHY")
@click.option("--level", type=int, default=1, show_default=True, metavar="N", help="At this level at least.")
@click.option(
    "--owner", default="", metavar="PERSON", help="Who owns it. [default: whoever is on duty for it]"
)
@acting
def open_(escalation: str, reason: str, level: int, owner: str, how: Acting) -> None:
    """Escalate a reported ticket on your own judgement, whatever the criteria say.

    \b
    Example:
      tocsin open ESC-1004 --level 2 --reason "their CEO called ours" --as maya-ortiz
    """
    act(escalation, how, c.Open(reason, level, owner))


@click.command("return")
@click.argument("escalation")
@click.argument("facts", nargs=-1, required=True, metavar="FACT...")
@click.option("--note", default="", metavar="TEXT")
@acting
def return_(escalation: str, facts: tuple[str, ...], note: str, how: Acting) -> None:
    """Send a reported ticket back with the FACTS that are missing; it keeps its place.

    \b
    Example:
      tocsin return ESC-1004 steps logs --note "we cannot reproduce it yet" --as chloe-martin
    """
    act(escalation, how, c.Return(facts, note))


@click.command("move")
@click.argument("escalation")
@click.option("--reason", required=True, metavar="WHY")
@acting
def move(escalation: str, reason: str, how: Acting) -> None:
    """Put an open ESCALATION under the policy that new tickets follow.

    Until somebody does, it stays under the policy it was opened with.

    \b
    Example:
      tocsin move ESC-1001 --reason "the new cadence was agreed with the customer" --as maya-ortiz
    """
    now_followed = bootstrap_desk.desk(how.url).books.current().hash
    act(escalation, how, c.MovePolicy(now_followed, reason))


@click.command("attach")
@click.argument("escalation")
@click.argument("file")
@acting
def attach(escalation: str, file: str, how: Acting) -> None:
    """Add FILE to ESCALATION: its name, where it lies, its size and its SHA-256; it stays where it is.

    \b
    Example:
      tocsin attach ESC-1001 logs/login-0302.txt --as lucas-meyer
    """
    act(escalation, how, c.Attach(bootstrap_desk.attachment(file)))
