"""`tocsin oncall`: who is on call, the shifts to come, and the gaps."""

import json
import sys
from datetime import datetime, timedelta

import click

from tocsin import bootstrap
from tocsin.app.oncall import OnCallDesk
from tocsin.core.calendar.zones import zone_of
from tocsin.core.model.instant import iso, parse_instant, to_utc
from tocsin.core.oncall.changes import Change
from tocsin.core.oncall.wall import add_wall

DAYS = 14
LONGEST = timedelta(days=3 * 366)
Period = tuple[datetime, datetime]


@click.command("oncall", short_help="Say who is on call, the shifts to come, and the gaps.")
@click.argument("policy")
@click.argument("question", type=click.Choice(["who", "shifts", "gaps"]))
@click.argument("names", nargs=-1, metavar="[ROTATION|TEAM]...")
@click.option("--at", metavar="INSTANT", help="The instant of `who`. [default: now]")
@click.option("--from", "since", metavar="INSTANT", help="Where the period begins. [default: now]")
@click.option("--to", "until", metavar="INSTANT", help="Where the period ends.")
@click.option("--days", type=click.IntRange(1, 1098), help=f"The length of the period. [default: {DAYS}]")
@click.option(
    "--zone", default="", metavar="ZONE", help="Show times in this zone. [default: the rotation's own]"
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "ics"]), default="text", show_default=True
)
@click.option("--db", "url", metavar="URL", help="Count the overrides made on this desk, too.")
@click.option("--with-gaps", is_flag=True, help="In a calendar: gaps are events, too.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where it goes. [default: the terminal]")
def command(  # noqa: PLR0913, PLR0917 (one argument an option)
    policy: str,
    question: str,
    names: tuple[str, ...],
    at: str | None,
    since: str | None,
    until: str | None,
    days: int | None,
    zone: str,
    form: str,
    url: str | None,
    with_gaps: bool,
    output: str,
) -> None:
    """Say who is on call in POLICY's rotations: now, in a period, or when nobody is.

    A team stands for the rotations that its ladder pages. Text shows times in the rotation's zone; JSON and
    calendars are in UTC. Exit code of `gaps`: 0 no gap, 1 gaps; 2: not used correctly.

    \b
    Examples:
      tocsin oncall my-policy who
      tocsin oncall my-policy who engineering --at 2026-12-25T03:00:00Z
      tocsin oncall my-policy shifts platform --days 28 --zone Europe/Berlin
      tocsin oncall my-policy shifts platform --days 90 --format ics -o platform.ics
      tocsin oncall my-policy who --db sqlite:///tocsin.db
      tocsin oncall my-policy gaps --from 2026-12-01 --to 2027-01-01
    """
    loaded = bootstrap.load_policy(policy)
    desk = OnCallDesk(loaded.require(), names, zone, _changes(url))
    home = desk.home
    if question == "who":
        text, code = _who(desk, _instant(at, "--at", home) or bootstrap.now(), form), 0
    else:
        period = _period(at, since, until, days, home)
        text, code = _spans(desk, question, period, form, with_gaps)
    if output == "-":
        click.echo(text, nl=False)
    else:
        bootstrap.write_file(output, text.encode())
    sys.exit(code)


def _changes(url: str | None) -> list[Change]:
    """Overrides and swaps that were made at run time; none without a desk."""
    if url is None:
        return []
    from tocsin import bootstrap_desk

    return bootstrap_desk.roster_changes(url)


def _who(desk: OnCallDesk, at: datetime, form: str) -> str:
    if form == "ics":
        raise bootstrap.refuse_usage(
            "`who` is one instant", "use `shifts` or `gaps` for a calendar", "--format"
        )
    answers = desk.who(at)
    if form == "text":
        from tocsin.cli.rota import who_text

        return who_text(answers, at)
    rotations = [
        {
            "rotation": one.rota.id, "name": one.rota.name,
            "on_call": [holder.as_json() for holder in one.holders],
            "then": iso(one.then) if one.then else None, "following": list(one.following),
            "resumes": iso(one.resumes) if one.resumes else None,
        }
        for one in answers
    ]  # fmt: skip
    return _json({"at": iso(at), "rotations": rotations})


def _spans(desk: OnCallDesk, question: str, period: Period, form: str, with_gaps: bool) -> tuple[str, int]:
    gaps = desk.gaps(*period) if question == "gaps" else []
    code = 1 if gaps else 0
    if form == "ics":
        from tocsin import bootstrap_oncall

        shifts = desk.whole_shifts(*period) if question == "shifts" else iter(gaps)
        wanted = [one for one in shifts if one.person or with_gaps or question == "gaps"]
        return bootstrap_oncall.calendar(wanted, desk), code
    if form == "json":
        found = gaps if question == "gaps" else list(desk.shifts(*period))
        return _json(
            {"from": iso(period[0]), "to": iso(period[1]), question: [o.as_json() for o in found]}
        ), code
    from tocsin.cli.rota import gaps_text, shifts_text

    if question == "gaps":
        return gaps_text(desk.rotas, gaps, *period), code
    return shifts_text(desk.rotas, list(desk.shifts(*period)), *period), code


def _json(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _period(at: str | None, since: str | None, until: str | None, days: int | None, home: str) -> Period:
    start = _instant(since, "--from", home) or _instant(at, "--at", home)
    start = start or bootstrap.now().replace(second=0, microsecond=0)
    end = _instant(until, "--to", home)
    if end and days:
        raise bootstrap.refuse_usage("`--to` and `--days` both end the period", "give one of them", "--days")
    end = end or add_wall(start, timedelta(days=days or DAYS), zone_of(home))
    if not start < end <= start + LONGEST:
        text = f"the period from {iso(start)} to {iso(end)} " + (
            "is longer than 3 years" if start < end else "is empty"
        )
        raise bootstrap.refuse_usage(
            text, "give a later `--to`" if start >= end else "give an earlier `--to`", "--to"
        )
    return start, end


def _instant(text: str | None, option: str, home: str) -> datetime | None:
    """An instant with its zone; a date alone is its beginning in the zone that is shown."""
    if text is None:
        return None
    try:
        if len(text.strip()) == 10:
            day = datetime.fromisoformat(text.strip())
            return to_utc(day.replace(tzinfo=zone_of(home)))
        return parse_instant(text)
    except ValueError as error:
        otherwise = "write it like `2026-11-23` or `2026-11-23T03:00:00Z`"
        raise bootstrap.refuse_value(error, option, otherwise) from None
