"""`tocsin override`: who is on call instead of whom, added and taken back while the desk runs (A4.2)."""

import json
import sys

import click

from tocsin import bootstrap, bootstrap_desk
from tocsin.cli.desk.shared import database, form, instant

_acting = click.option("--as", "actor", metavar="PERSON", help="Who decides it. [default: TOCSIN_AS]")
_from = click.option(
    "--from", "start", required=True, metavar="INSTANT", help="As 2026-12-24T09:00:00-05:00."
)
_to = click.option("--to", "end", required=True, metavar="INSTANT")
_why = click.option("--reason", default="", metavar="WHY")


@click.group("override", short_help="Change who is on call, for a while.")
def override() -> None:
    """Change who is on call for a while, without changing the policy. It counts from the next page on.

    \b
    Examples:
      tocsin override add engineering --person ben-adeyemi --instead-of lucas-meyer \\
          --from 2026-12-24T09:00:00-05:00 --to 2026-12-26T09:00:00-05:00 --as elena-rossi
      tocsin override list
      tocsin override cancel 3 --as elena-rossi
    """


@override.command("add")
@click.argument("rotation")
@click.option("--person", metavar="PERSON", help="Who steps in; without --instead-of they come in addition.")
@click.option("--instead-of", metavar="PERSON", help="Whose shifts; without --person nobody steps in.")
@_from
@_to
@_why
@_acting
@database
def add(rotation: str, **called: str | None) -> None:
    """Let PERSON stand in for another in ROTATION."""
    _keep("override", rotation, called, ("person", "instead_of"))


@override.command("swap")
@click.argument("rotation")
@click.argument("one")
@click.argument("other")
@_from
@_to
@_why
@_acting
@database
def swap(rotation: str, **called: str | None) -> None:
    """Let two people exchange their shifts in ROTATION."""
    _keep("swap", rotation, called, ("one", "other"))


def _keep(kind: str, rotation: str, called: dict[str, str | None], people: tuple[str, str]) -> None:
    from tocsin.app.desk.roster import add as keep

    desk = bootstrap_desk.desk(called["url"])
    actor, now = bootstrap_desk.actor(called["actor"]), bootstrap.now()
    start, end = instant(called["start"], "--from"), instant(called["end"], "--to")
    who = {name: called[name] for name in people}
    made = keep(desk, kind, rotation, (start, end), who, called["reason"] or "", actor, now)
    click.echo(f"#{made.id}: {made.kind} in {rotation}")


@override.command("list")
@click.option("--all", "everything", is_flag=True, help="Those taken back too.")
@database
@form
def list_(everything: bool, url: str | None, form: str) -> None:
    """List the changes that hold."""
    from tocsin.app.desk.roster import told

    found = bootstrap_desk.desk(url).store.roster_changes(everything)
    if form == "json":
        listed = [
            {"id": c.id, "kind": c.kind, **c.data, "cancelled": c.cancelled_at is not None} for c in found
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for change in found:
        click.echo(told(change))
    if not found:
        click.echo("no change holds")


@override.command("cancel")
@click.argument("number", type=int)
@_acting
@database
def cancel(number: int, actor: str | None, url: str | None) -> None:
    """Take the change of this NUMBER back."""
    desk = bootstrap_desk.desk(url)
    done = desk.store.cancel_roster_change(number, bootstrap.now(), bootstrap_desk.actor(actor))
    click.echo(f"#{number} is taken back" if done else f"no change #{number} holds", err=not done)
    sys.exit(0 if done else 1)
