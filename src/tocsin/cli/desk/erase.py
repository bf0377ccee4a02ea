"""`tocsin erase` and `tocsin db retain`: personal data taken away, the record whole."""

import json

import click

from tocsin import bootstrap, bootstrap_desk
from tocsin.cli.desk.shared import database, form


@click.command("erase", short_help="Take a customer's personal data away.")
@click.argument("customer")
@click.option("--as", "actor", metavar="PERSON", help="Who is acting: a contact's id. [default: TOCSIN_AS]")
@click.option("--reason", default="", help="Why, without names: it stays in the record.")
@click.option("--yes", is_flag=True, help="Do it. Without it you only see what would go.")
@database
@form
def erase(customer: str, actor: str | None, reason: str, yes: bool, url: str | None, form: str) -> None:
    """Take the personal data of CUSTOMER away: names, texts, files and messages of all their escalations.

    Severities, times, clocks and who of us did what stay, and the record still verifies. It cannot be undone.
    Backups, and what was sent by mail, are yours to deal with.

    \b
    Examples:
      tocsin erase "Northwind Trading"
      tocsin erase "Northwind Trading" --as ada --reason "asked for by letter" --yes
    """
    from tocsin.app.erasure import erase as run
    from tocsin.app.erasure import preview

    desk = bootstrap_desk.desk(url)
    if not yes:
        seen = preview(desk, customer)
        told = {
            "customer": customer,
            "escalations": [one.stream for one in seen.found],
            "open": list(seen.open),
            "elsewhere": list(seen.elsewhere),
            "events": seen.events,
            "messages": seen.messages,
            "files": seen.files,
        }
        _say(told, form, "would go; nothing was done: `--yes` does it")
        return
    done = run(desk, customer, bootstrap_desk.actor(actor), reason, bootstrap.now())
    gone = done.gone
    told = {
        "customer": done.instead,
        "escalations": list(done.streams),
        "events": gone.events,
        "messages": gone.messages,
        "files": gone.files,
    }
    _say(told, form, f"gone; they are called `{done.instead}` now" if done.streams else "nothing was left")


def _say(told: dict[str, object], form: str, ending: str) -> None:
    if form == "json":
        click.echo(json.dumps(told, indent=2))
        return
    for name, value in told.items():
        if name != "customer":
            click.echo(f"{name}: {', '.join(value) or 'none' if isinstance(value, list) else value}")
    click.echo(ending)


@click.command("retain")
@click.option("--days", type=int, metavar="DAYS", help="Set it first: so many days after closing; 0: off.")
@database
def retain(days: int | None, url: str | None) -> None:
    """Take personal data out of escalations that were closed long enough ago. Off until it is set.

    A running worker does the same by the way, a few each minute.
    """
    from tocsin.app.erasure_retention import keep_for
    from tocsin.app.erasure_retention import retain as run

    desk = bootstrap_desk.desk(url)
    if days is not None:
        keep_for(desk.store, days or None)
    found = run(desk, bootstrap.now())
    if found.days is None:
        click.echo("off: personal data stays until somebody erases it")
    else:
        streams, events = _counted(found.streams, "escalation"), _counted(found.events, "event")
        click.echo(f"closed more than {found.days} days ago: {streams}, {events}")


def _counted(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count:,} {word}s"
