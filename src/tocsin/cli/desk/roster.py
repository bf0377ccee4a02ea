"""`tocsin override`: who is on call instead of whom, added and taken back while the desk runs (A4.2)."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tocsin import bootstrap, bootstrap_desk
from tocsin.cli.desk.said import plain
from tocsin.cli.desk.shared import database, form, instant
from tocsin.core.model.instant import iso, parse_instant

if TYPE_CHECKING:
    from tocsin.app.desk import Desk
    from tocsin.app.ports_roster import RosterChange

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
@form
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
@form
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
    _write(desk, [made], called["form"] or "text")


@override.command("list")
@click.option("--all", "everything", is_flag=True, help="Those taken back too.")
@database
@form
def list_(everything: bool, url: str | None, form: str) -> None:
    """List the changes that hold."""
    desk = bootstrap_desk.desk(url)
    found = desk.store.roster_changes(everything)
    _write(desk, found, form)
    if not found and form == "text":
        click.echo("no change holds")


def _write(desk: "Desk", changes: Sequence["RosterChange"], form: str) -> None:
    from tocsin.app.desk.roster import told
    from tocsin.core.calendar.zones import zone_of

    if form == "json":
        listed = [
            {
                "id": c.id,
                "kind": c.kind,
                **c.data,
                **{name: iso(parse_instant(str(c.data[name]))) for name in ("from", "to")},
                "by": c.actor,
                "cancelled": c.cancelled_at is not None,
            }
            for c in changes
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    zone = zone_of(desk.books.current().policy.organisation.zone)
    for change in changes:
        click.echo(plain(told(change, zone)))


@override.command("cancel")
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@_acting
@database
def cancel(number: int, actor: str | None, url: str | None) -> None:
    """Take the change of this NUMBER back."""
    desk = bootstrap_desk.desk(url)
    done = desk.store.cancel_roster_change(number, bootstrap.now(), bootstrap_desk.actor(actor))
    click.echo(f"#{number} is taken back" if done else f"no change #{number} holds", err=not done)
    sys.exit(0 if done else 1)
