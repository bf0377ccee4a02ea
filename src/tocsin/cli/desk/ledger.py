"""`tocsin ledger`: what became of every page and message of an escalation (A4.5)."""

import json
from typing import TYPE_CHECKING, Any

import click

from tocsin import bootstrap_desk
from tocsin.cli.desk.said import number
from tocsin.cli.desk.shared import database, form
from tocsin.core.calendar.zones import zone_of
from tocsin.core.model.instant import iso

if TYPE_CHECKING:
    from tocsin.app.ports_outbox import Line


@click.command("ledger")
@click.argument("escalation")
@database
@form
def ledger(escalation: str, url: str | None, form: str) -> None:
    """Show what became of every page and message of ESCALATION: planned, attempted, accepted, acknowledged.

    `unknown` is a send whose answer was lost: the message may have arrived, and is sent again.

    \b
    Examples:
      tocsin ledger ESC-1001
      tocsin ledger ESC-1001 --format json
    """
    desk, escalation = bootstrap_desk.desk(url), number(escalation)
    _, rules = desk.load(escalation)
    lines = bootstrap_desk.ledger(desk, escalation)
    if form == "json":
        click.echo(json.dumps([_json(line) for line in lines], ensure_ascii=False, indent=2))
        return
    zone = zone_of(rules.policy.organisation.zone)
    for line in lines:
        at = f"{line.at.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}"
        page = line.page if line.page != line.outgoing else ""
        what = f"page {page}" if page else "message"
        by = f" by {line.channel}" if line.channel else ""
        attempt = f", attempt {line.attempt}" if line.attempt else ""
        detail = f": {line.detail}" if line.detail else ""
        click.echo(f"{at}  {line.step:<12} {what} to {line.person}{by}{attempt}{detail}")
    if not lines:
        click.echo("nothing was sent for it yet")


def _json(line: "Line") -> dict[str, Any]:
    return {
        "at": iso(line.at),
        "step": str(line.step),
        "page": line.page or None,
        "message": line.outgoing or None,
        "person": line.person,
        "channel": line.channel or None,
        "attempt": line.attempt or None,
        "detail": line.detail,
    }
