"""`tocsin update`, `wait`, `resume`, `record`, `confirm`."""

from typing import Any

import click

from tocsin.cli.desk.shared import Acting, act, acting, ahead
from tocsin.core.lifecycle import commands as c

_RECORDS = ("finding", "cause", "mitigation", "workaround", "accepted-workaround", "note", "tick")


@click.command("update")
@click.argument("escalation")
@click.argument("text")
@click.option(
    "--next",
    "next_at",
    metavar="WHEN",
    help="When the customer hears next, at the latest: `45m`, or an instant.",
)
@acting
def update(escalation: str, text: str, next_at: str | None, how: Acting) -> None:
    """Write down what the customer of ESCALATION was told; the cadence counts from now.

    Customers of its duplicates hear the same.

    \b
    Example:
      tocsin update ESC-1001 "Impact: no logins since 02:40. We are rolling back." --next 45m --as maya-ortiz
    """
    act(escalation, how, c.SendUpdate(text, ahead(next_at, "--next")))


@click.command("wait")
@click.argument("escalation")
@click.option("--reason", required=True, metavar="WHAT", help="What we wait for.")
@acting
def wait(escalation: str, reason: str, how: Acting) -> None:
    """ESCALATION waits for the customer: the clocks that the policy names stand still.

    \b
    Example:
      tocsin wait ESC-1001 --reason "logs from their proxy" --as maya-ortiz
    """
    act(escalation, how, c.Wait(reason))


@click.command("resume")
@click.argument("escalation")
@click.option("--reason", default="", metavar="WHY")
@acting
def resume(escalation: str, reason: str, how: Acting) -> None:
    """ESCALATION no longer waits for the customer.

    \b
    Example:
      tocsin resume ESC-1001 --reason "they sent the logs" --as maya-ortiz
    """
    act(escalation, how, c.Resume(reason))


@click.command("record")
@click.argument("escalation")
@click.argument("what", type=click.Choice(_RECORDS))
@click.argument("text")
@acting
def record(escalation: str, what: str, text: str, how: Acting) -> None:
    """Write down what was found or done on ESCALATION.

    \b
    Examples:
      tocsin record ESC-1001 finding "connections pile up on db-3" --as lucas-meyer
      tocsin record ESC-1001 cause "the 02:30 deploy dropped an index" --as lucas-meyer
      tocsin record ESC-1001 mitigation "rolled back to 4.1.7" --as lucas-meyer
      tocsin record ESC-1001 tick checklist.customer-call --as lucas-meyer
    """
    made: dict[str, Any] = {
        "finding": lambda: c.RecordFinding(text),
        "cause": lambda: c.RecordFinding(text, cause=True),
        "mitigation": lambda: c.RecordMitigation(text),
        "workaround": lambda: c.RecordWorkaround(text),
        "accepted-workaround": lambda: c.RecordWorkaround(text, accepted=True),
        "note": lambda: c.Note(text),
        "tick": lambda: c.Tick(text),
    }
    act(escalation, how, made[what]())


@click.command("confirm")
@click.argument("escalation")
@click.argument("lines", nargs=-1, required=True, metavar="LINE...")
@acting
def confirm(escalation: str, lines: tuple[str, ...], how: Acting) -> None:
    """Give your word that LINES of a gate are met; `tocsin show` lists them.

    \b
    Example:
      tocsin confirm ESC-1001 stabilised.impact_stopped stabilised.held --as leo-hartmann
    """
    act(escalation, how, c.Confirm(lines))
