"""`tocsin stabilise`, `verify`, `resolve`, `reopen`, `close`."""

import click

from tocsin.cli.desk.shared import Acting, act, acting
from tocsin.core.lifecycle import commands as c

_confirm = click.option(
    "--confirm",
    multiple=True,
    metavar="LINE",
    help="A line of the gate that you give your word for; `all` for all.",
)
_note = click.option("--note", default="", metavar="TEXT")


@click.command("stabilise")
@click.argument("escalation")
@_note
@_confirm
@acting
def stabilise(escalation: str, note: str, confirm: tuple[str, ...], how: Acting) -> None:
    """The impact of ESCALATION has stopped. What the policy asks for and is missing is named.

    \b
    Example:
      tocsin stabilise ESC-1001 --confirm all --note "no errors for 30 minutes" --as leo-hartmann
    """
    act(escalation, how, c.Stabilise(note, confirm))


@click.command("verify")
@click.argument("escalation")
@click.argument("words")
@acting
def verify(escalation: str, words: str, how: Acting) -> None:
    """The customer of ESCALATION confirms, in their own WORDS.

    \b
    Example:
      tocsin verify ESC-1001 "Logins work for all of us since 04:10." --as maya-ortiz
    """
    act(escalation, how, c.Verify(words))


@click.command("resolve")
@click.argument("escalation")
@_note
@_confirm
@acting
def resolve(escalation: str, note: str, confirm: tuple[str, ...], how: Acting) -> None:
    """The cause of ESCALATION is removed and the customer has confirmed it.

    \b
    Example:
      tocsin resolve ESC-1001 --confirm all --as maya-ortiz
    """
    act(escalation, how, c.Resolve(note, confirm))


@click.command("reopen")
@click.argument("escalation")
@click.option("--reason", required=True, metavar="WHY")
@acting
def reopen(escalation: str, reason: str, how: Acting) -> None:
    """ESCALATION is back: clocks run again, and its level's ladder is climbed.

    \b
    Example:
      tocsin reopen ESC-1001 --reason "logins fail again since 05:20" --as maya-ortiz
    """
    act(escalation, how, c.Reopen(reason))


@click.command("close")
@click.argument("escalation")
@click.option("--note", required=True, metavar="TEXT", help="What happened, what was changed, what remains.")
@_confirm
@acting
def close(escalation: str, note: str, confirm: tuple[str, ...], how: Acting) -> None:
    """Close ESCALATION with its closing note; its duplicates close with it.

    \b
    Example:
      tocsin close ESC-1001 --note "Index restored, check added (OPS-311)" --confirm all --as maya-ortiz
    """
    act(escalation, how, c.Close(note, confirm))
