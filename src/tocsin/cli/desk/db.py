"""`tocsin db`: make, migrate, verify and rebuild the desk's database."""

import json
import sys

import click

from tocsin import bootstrap, bootstrap_desk, bootstrap_policy
from tocsin.cli.desk.erase import retain
from tocsin.cli.desk.shared import database, form


@click.group("db", short_help="Make, migrate, verify and rebuild the desk's database.")
def command() -> None:
    """The desk's database: SQLite in a file, or PostgreSQL.

    \b
    Examples:
      tocsin db init my-policy
      tocsin db init my-policy --db postgresql://tocsin@db.example/tocsin
      tocsin db verify
    """


@command.command("init")
@click.argument("policy")
@database
def init(policy: str, url: str | None) -> None:
    """Make the database, and let new tickets follow POLICY.

    On a desk that exists it only changes which policy new tickets follow; open escalations stay under theirs.
    """
    from tocsin.app.desk.rulebooks import CURRENT, RuleBooks
    from tocsin.site import opening, settings

    settings.configure(url, only_tables=True)
    found = bootstrap.load_policy(policy).require()
    store = bootstrap_desk.store(url)
    made = (*store.migrate(), *opening.migrate_accounts(url))
    books = RuleBooks(store)
    before = store.noted(CURRENT)
    rules = books.adopt(found)
    bootstrap_policy.adopted(url, policy, "operator", bootstrap.now())
    told = f"made with {len(made)} steps" if made else "is there already"
    click.echo(f"{store.where}: {told}")
    click.echo(f"new tickets follow {found.document.title} {found.document.version}, {rules.hash[:12]}")
    if before and before != rules.hash:
        click.echo(f"open ones stay under theirs; `tocsin move` puts one under this (before: {before[:12]})")


@command.command("migrate")
@click.option(
    "--stage", type=click.Choice(["pre", "post"]), help="pre: safe while the old release still runs."
)
@database
def migrate(stage: str | None, url: str | None) -> None:
    """Bring the database up to this release.

    For an upgrade without a pause: `--stage pre`, change the release everywhere, then `--stage post`.
    """
    from tocsin.site import opening, settings

    settings.configure(url, only_tables=True)
    store = bootstrap_desk.store(url)
    made = store.migrate("pre" if stage == "pre" else "post" if stage == "post" else None)
    made = (*made, *opening.migrate_accounts(url))
    click.echo(f"{store.where}: " + (f"applied {', '.join(made)}" if made else "nothing to do"))


@command.command("verify")
@database
@form
def verify(url: str | None, form: str) -> None:
    """Read the whole record and check every link of its hash chain. Exit code 1 when a link does not hold."""
    from tocsin.cli.progress import counting

    desk = bootstrap_desk.desk(url)
    with counting("Verifying") as progress:
        found = desk.store.verify(progress)  # type: ignore[attr-defined]
    if form == "json":
        faults = [
            {"stream": f.stream, "version": f.version, "field": f.field, "message": f.message}
            for f in found.faults
        ]
        said = {
            "streams": found.streams,
            "events": found.events,
            "erased": found.erased,
            "digest": found.digest,
            "faults": faults,
            "more": found.more,
        }
        click.echo(json.dumps(said, indent=2))
    else:
        for fault in found.faults:
            click.echo(
                f"{fault.stream or 'database'} version {fault.version}, {fault.field}: {fault.message}",
                err=True,
            )
        ending = f"{len(found.faults) + found.more} faults" if found.faults else "every link holds"
        click.echo(f"events: {found.events:,}, escalations: {found.streams:,}: {ending}")
        if found.erased:
            click.echo(
                f"of these {found.erased:,} were erased, each with an event that vouches for what is left"
            )
        click.echo(f"digest {found.digest}")
    sys.exit(1 if found.faults else 0)


@command.command("rebuild")
@click.option("--compare", is_flag=True, help="Change nothing; exit code 1 when something differs.")
@database
def rebuild(compare: bool, url: str | None) -> None:
    """Make every projection again from the events: states, the list, next obligations."""
    from tocsin.app.desk.past import projector
    from tocsin.cli.progress import counting

    desk = bootstrap_desk.desk(url)
    with counting("Rebuilding") as progress:
        found = desk.store.rebuild(projector(desk), progress, write=not compare)  # type: ignore[attr-defined]
    for each in found[:50]:
        click.echo(f"{each.stream} {each.field}: stored {each.stored}, rebuilt {each.rebuilt}", err=True)
    what = "1 field of a projection" if len(found) == 1 else f"{len(found)} fields of projections"
    verb = ("differs" if len(found) == 1 else "differ") if compare else "mended"
    click.echo(f"{what} {verb}" if found else "every projection is what its events give")
    sys.exit(1 if compare and found else 0)


command.add_command(retain)
