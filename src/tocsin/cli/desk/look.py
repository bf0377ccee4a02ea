"""`tocsin show`, `list`, `replay`: an escalation as it stands, all of them, one as it stood."""

import json
from datetime import datetime
from typing import TYPE_CHECKING

import click

from tocsin import bootstrap, bootstrap_desk
from tocsin.cli.desk.said import due_words, number, overdue, plain
from tocsin.cli.desk.shared import database, form, instant
from tocsin.core.model.instant import iso

if TYPE_CHECKING:
    from tocsin.app.desk import Desk
    from tocsin.app.desk.view import View
    from tocsin.app.ports import Row


@click.command("show")
@click.argument("escalation")
@click.option(
    "--why", is_flag=True, help="Every clock explains itself: which spans counted, in which calendar."
)
@database
@form
def show(escalation: str, why: bool, url: str | None, form: str) -> None:
    """Show ESCALATION: who owns it, clocks with countdown, who is paged next and when, what happened.

    \b
    Examples:
      tocsin show ESC-1001
      tocsin show ESC-1001 --why
      tocsin show ESC-1001 --format json
    """
    from tocsin.app.desk.past import now_view

    _write(now_view(bootstrap_desk.desk(url), number(escalation), bootstrap.now()), form, why)


@click.command("replay")
@click.argument("escalation")
@click.option("--at", "at", required=True, metavar="INSTANT", help="The instant, as 2026-11-23T03:00:00Z.")
@click.option("--why", is_flag=True, help="Every clock explains itself.")
@database
@form
def replay(escalation: str, at: str, why: bool, url: str | None, form: str) -> None:
    """Show ESCALATION exactly as it stood at an instant, and why: folded from its events.

    \b
    Example:
      tocsin replay ESC-1001 --at 2026-11-23T03:00:00Z --why
    """
    from tocsin.app.desk.past import past_view

    now = bootstrap.now()
    moment = instant(at, "--at") or now
    if moment > now:
        help_ = "what will fall due, if nothing else happens: `tocsin show`"
        raise bootstrap.refuse_usage(f"`{at}` is still to come", help_, "--at")
    seen = past_view(bootstrap_desk.desk(url), number(escalation), moment)
    if form == "text":
        click.echo(f"as it stood on {moment.astimezone(seen.zone):%a %Y-%m-%d at %H:%M:%S %Z}")
    _write(seen, form, why)


def _write(seen: "View", form: str, why: bool) -> None:
    if form == "json":
        from tocsin.app.desk.view_json import as_json

        click.echo(json.dumps(as_json(seen), ensure_ascii=False, indent=2))
        return
    from tocsin.cli.desk.page import page

    click.echo(page(seen, why))


@click.command("list")
@click.option("--all", "everything", is_flag=True, help="Closed ones too.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=200, show_default=True)
@database
@form
def list_(everything: bool, limit: int, url: str | None, form: str) -> None:
    """List the open escalations, worst first.

    \b
    Examples:
      tocsin list
      tocsin list --all --format json
    """
    desk, now = bootstrap_desk.desk(url), bootstrap.now()
    rows = sorted(
        desk.store.rows(not everything, limit), key=lambda r: (r.severity or "P9", -r.level, r.reported_at)
    )
    if form == "json":
        names = ("stream", "status", "severity", "level", "segment", "customer", "title", "owner")
        told = [{**{n: getattr(r, n) for n in names}, **_times(desk, r)} for r in rows]
        click.echo(json.dumps([{"id": t.pop("stream"), **t} for t in told], ensure_ascii=False, indent=2))
        return
    if not rows:
        click.echo("nothing is open")
    for row in rows:
        click.echo(_line(desk, row, now))


def _line(desk: "Desk", row: "Row", now: datetime) -> str:
    """A line of the list: what is worst first, who has it, what falls due next or was not answered."""
    from tocsin.app.desk.standing import SPENT, unanswered

    rating = f"{row.severity or '--'} level {row.level}  {row.status:<10}"
    customer = f" ({row.customer})" if row.customer else ""
    found = desk.store.load(row.stream)
    wake = found.wake if found else None
    due = f"; {due_words(wake.kind)} {overdue(wake.due_at, now)}" if wake else ""
    silent = ", ".join(unanswered(desk.state_of(found))) if found and row.closed_at is None else ""
    alarm = click.style(f"; {SPENT} on {silent}", fg="red", bold=True) if silent else ""
    text = plain(f"{row.title}{customer}{due}")
    return f"{row.stream:<10} {rating} {row.owner or 'no owner yet':<18} {text}{alarm}"


def _times(desk: "Desk", row: "Row") -> dict[str, object]:
    found = desk.store.load(row.stream)
    wake = found.wake if found else None
    due = {"kind": wake.kind, "due_at": iso(wake.due_at)} if wake else None
    return {"reported_at": iso(row.reported_at), "next": due}
