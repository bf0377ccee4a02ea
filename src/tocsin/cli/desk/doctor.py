"""`tocsin doctor`: what may keep the desk from doing what the policy promises."""

import json
import sys

import click

from tocsin import bootstrap, bootstrap_desk
from tocsin.cli.desk.shared import database, form


@click.command("doctor")
@database
@form
def doctor(url: str | None, form: str) -> None:
    """Look for trouble: database, clock, mail, worker, overdue steps, schedule gaps, unreachable people.

    Exit code 1 when something is not fine.

    \b
    Examples:
      tocsin doctor
      tocsin doctor --format json
    """
    from tocsin.app.doctor import examine

    seen, rules = bootstrap_desk.examined(url, bootstrap.now().replace(microsecond=0))
    checks = examine(seen, rules)
    if form == "json":
        click.echo(json.dumps([check.as_json() for check in checks], ensure_ascii=False, indent=2))
    for check in checks if form == "text" else ():
        sign = click.style("ok  ", fg="green") if check.fine else click.style("FIX ", fg="red", bold=True)
        click.echo(f"{sign} {check.name:<9} {check.text}")
        if check.help:
            click.echo(f"{'':14} -> {check.help}")
    sys.exit(0 if all(check.fine for check in checks) else 1)
