"""`tocsin import`: on-call from another tool as a part of a policy."""

import re
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import click

from tocsin import bootstrap
from tocsin.app.import_oncall import Imported, as_json
from tocsin.cli.show import tell
from tocsin.core.model.instant import parse_instant

_PREFIX = re.compile(r"[a-z][a-z0-9]{0,11}")
Decorator = Callable[[Any], Any]
VENDORS = {
    "opsgenie": "Opsgenie: schedules, escalations, users, teams, overrides.",
    "pagerduty": "PagerDuty: schedules, escalation policies, users, teams, overrides.",
    "grafana-oncall": "Grafana OnCall: schedules, shifts, escalation chains, users, swaps.",
    "goalert": "GoAlert: schedules, rotations, escalation policies, users, overrides.",
}
_SHARED = (
    click.option("-o", "--output", default="-", metavar="FILE",
                 help="Where the part goes. [default: the terminal]"),
    click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
                 help="The part as YAML, or as JSON with everything that is not carried over."),
    click.option("--at", metavar="INSTANT", help="What ended before is left out. [default: now]"),
    click.option("--days", type=click.IntRange(1, 730), default=90, show_default=True,
                 help="How far shifts that turns cannot say are written out."),
    click.option("--strict", is_flag=True, help="Exit with 1 when something is not carried over."),
)  # fmt: skip


@click.group("import", short_help="Bring on-call over from another tool.")
def command() -> None:
    """Bring on-call over: rotations, ladders, teams and people as a part of a policy.

    Every construct that cannot be carried over is named, with what happens instead. Keys and tokens in an
    export are never read.

    \b
    Examples:
      tocsin import opsgenie schedules.json escalations.json users.json -o my-policy/on-call.yaml
      tocsin import pagerduty export/*.json --strict
      tocsin import ics rota.ics --rotation platform --zone Europe/Berlin
    """


def _with(options: Iterable[Decorator]) -> Decorator:
    """All of these options, in this order."""

    def add(run: Any) -> Any:
        for option in reversed(list(options)):
            run = option(run)
        return run

    return add


def _vendor(name: str, short: str) -> click.Command:
    def run(
        files: tuple[str, ...], prefix: str, output: str, form: str, at: str | None, days: int, strict: bool
    ) -> None:
        from tocsin import bootstrap_oncall

        _refuse_early(output, files)
        if prefix and not _PREFIX.fullmatch(prefix):
            raise bootstrap.refuse_usage(
                f"`{prefix}` begins no id", "use small letters and digits", "--prefix"
            )
        imported = bootstrap_oncall.import_vendor(name, files, instant(at), days, prefix)
        _hand_out(imported, output, form, strict)

    run.__doc__ = f"""{short}

    FILE is JSON: the replies of the API as they came, one or several, in any order; - is standard input.
    Exit code 0: a part was made, and what is not carried over is told on standard error; 1: the export
    cannot be read, or with --strict something is not carried over; 2: not used correctly.

    \b
    Examples:
      tocsin import {name} export.json
      tocsin import {name} export/*.json -o my-policy/on-call.yaml
    """
    made = click.argument("files", nargs=-1, required=True, metavar="FILE...")(run)
    prefix = click.option(
        "--prefix", default="", metavar="WORD",
        help="Begins the ids of rotations, ladders and teams, so that they meet no others of the policy.",
    )  # fmt: skip
    return click.command(name, short_help=short)(_with([prefix, *_SHARED])(made))


for _name, _short in VENDORS.items():
    command.add_command(_vendor(_name, _short))


@command.command("ics", short_help="iCalendar: events that say who is on call, into one rotation.")
@click.argument("file")
@click.option(
    "--rotation", required=True, metavar="NAME", help="The rotation's name; its id is made from it."
)
@click.option("--zone", required=True, metavar="ZONE", help="The rotation's zone, as in Europe/Berlin.")
@_with(_SHARED)
def _ics(
    file: str, rotation: str, zone: str, output: str, form: str, at: str | None, days: int, strict: bool
) -> None:
    """iCalendar: events that say who is on call, into one rotation.

    FILE is an .ics file; - is standard input. Whom an event names: its attendees, or else its summary.
    Weekly and daily events become turns; exceptions and whatever comes irregularly become overrides for the
    days to come. Exit codes as for the other imports.

    \b
    Examples:
      tocsin import ics rota.ics --rotation platform --zone Europe/Berlin
      tocsin import ics rota.ics --rotation platform --zone Europe/Berlin --days 180 -o my-policy/on-call.yaml
    """
    from tocsin import bootstrap_oncall

    _refuse_early(output, (file,))
    if not rotation.strip():
        raise bootstrap.refuse_usage("`--rotation` is empty", "give the rotation a name", "--rotation")
    imported = bootstrap_oncall.import_calendar(file, rotation.strip(), zone, instant(at), days)
    _hand_out(imported, output, form, strict)


def instant(at: str | None) -> datetime:
    """The instant of `--at`, or now. Raises Refused."""
    if at is None:
        return bootstrap.now().replace(microsecond=0)
    try:
        return parse_instant(at)
    except ValueError as error:
        raise bootstrap.refuse_value(error, "--at") from None


def _refuse_early(output: str, files: tuple[str, ...]) -> None:
    if output != "-":
        bootstrap.refuse_early([output], inputs=[f for f in files if f != "-"])


def _hand_out(imported: Imported, output: str, form: str, strict: bool) -> None:
    """The part where it should go; what is not carried over on standard error."""
    text = as_json(imported) if form == "json" else imported.text
    tell(imported.notes)
    if output == "-":
        click.echo(text, nl=False)
    else:
        bootstrap.write_file(output, text.encode())
    click.echo(imported.closing(), err=True)
    if strict and imported.lost:
        sys.exit(1)
