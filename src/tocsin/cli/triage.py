"""`tocsin triage`: ask a policy about one ticket."""

import json
from datetime import datetime

import click

from tocsin import bootstrap
from tocsin.core.model.instant import iso, parse_instant
from tocsin.core.policy.source import Source


@click.command("triage")
@click.argument("policy")
@click.option(
    "--facts",
    "facts",
    required=True,
    metavar="FILE",
    help="The ticket's facts, JSON or YAML; - reads standard input.",
)
@click.option(
    "--at", "at", metavar="INSTANT", help="The instant to decide at, as 2026-11-23T03:00:00Z. [default: now]"
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--full", is_flag=True, help="Show every criterion that was asked.")
def command(policy: str, facts: str, at: str | None, form: str, full: bool) -> None:
    """Ask POLICY about one ticket: severity, level, reasons, what to ask, whom to page.

    \b
    Examples:
      tocsin triage my-policy --facts ticket.yaml
      echo '{"outage": true, "customers_affected": 3}' | tocsin triage my-policy --facts - --format json
      tocsin triage preset:base --facts ticket.json --at 2026-11-23T03:00:00Z
    """
    from tocsin.app.triage import triage
    from tocsin.cli.tree import tree

    instant = _instant(at)
    source = Source("standard input" if facts == "-" else facts, bootstrap.read_text(facts))
    decision, path = triage(bootstrap.load_policy(policy), source, instant)
    if form == "json":
        asked = {"ask": path.ask, "advice": path.advice, "at": iso(instant)}
        click.echo(json.dumps({**decision.as_json(), **asked}, ensure_ascii=False, indent=2))
    else:
        click.echo(tree(decision, path, instant, full))


def _instant(at: str | None) -> datetime:
    if at is None:
        return bootstrap.now()
    try:
        return parse_instant(at)
    except ValueError as error:
        raise bootstrap.refuse_value(error, "--at") from None
