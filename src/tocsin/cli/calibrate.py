"""`tocsin calibrate`: run a policy over past tickets."""

from typing import TYPE_CHECKING

import click

from tocsin import bootstrap
from tocsin.cli.progress import progress
from tocsin.cli.show import tell
from tocsin.core.model.instant import parse_instant, to_micros

if TYPE_CHECKING:
    from tocsin.app.calibration import Calibrated, Wanted

DIALECTS = ("duckdb", "postgres", "snowflake", "bigquery", "databricks", "spark")


@click.command("calibrate")
@click.argument("policy")
@click.argument("history", nargs=-1)
@click.option(
    "--mapping", metavar="MAP", help="How columns become facts: a file, or a shipped mapping's name."
)
@click.option("--outcomes", metavar="FILE", help="How tickets ended; for scoring only.")
@click.option("--compare", metavar="POLICY", help="Show which tickets another policy would move.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where the report goes. [default: the terminal]"
)
@click.option("--write", metavar="FILE", help="Write a new policy with the advised thresholds.")
@click.option(
    "--rejects", metavar="FILE", help="Where unreadable rows go, as CSV. [default: beside the report]"
)
@click.option("--from", "since", metavar="INSTANT", help="Only tickets first seen at or after this instant.")
@click.option("--to", "until", metavar="INSTANT", help="Look no further than this instant.")
@click.option(
    "--sql", type=click.Choice(DIALECTS), help="Print the plan for a warehouse instead of running it."
)
@click.option("--no-advice", is_flag=True, help="Do not search better thresholds.")
@click.option("--no-progress", is_flag=True, help="No progress bar.")
@click.option("--memory", default="768MB", show_default=True, help="How much memory the engine may use.")
def command(  # noqa: PLR0913, PLR0917 (one argument an option)
    policy: str,
    history: tuple[str, ...],
    mapping: str | None,
    outcomes: str | None,
    compare: str | None,
    form: str,
    output: str,
    write: str | None,
    rejects: str | None,
    since: str | None,
    until: str | None,
    sql: str | None,
    no_advice: bool,
    no_progress: bool,
    memory: str,
) -> None:
    """Run POLICY over HISTORY: what would have reached each level, and which thresholds to move.

    HISTORY is CSV, JSON or Parquet: files, folders or patterns; one row per change or one per ticket.

    \b
    Examples:
      tocsin calibrate my-policy tickets.csv --mapping zendesk
      tocsin calibrate my-policy 'export/*.parquet' --mapping my.yaml --format html -o report.html
      tocsin calibrate my-policy --mapping my.yaml --sql snowflake
    """
    from tocsin.app.calibration import Wanted

    if sql:
        click.echo(bootstrap.calibration_sql(policy, mapping, sql), nl=False)
        return
    if not history or not mapping:
        missing, help_ = (
            ("HISTORY", "name the export") if not history else ("`--mapping`", "`tocsin map` drafts one")
        )
        raise bootstrap.refuse_usage(f"{missing} is missing", help_)
    wanted = Wanted(
        history, mapping, outcomes or "", compare or "", _instant(since, "--from"), _instant(until, "--to"),
        advice=not no_advice, write=write or "", memory=memory, lists=form == "html",
        rejects=bool(rejects),
    )  # fmt: skip
    _refuse_early(wanted, [output, write or "-", rejects or "-"], policy, since, until)
    rejected = rejects or _beside(output, history[0])
    with progress(not no_progress) as shown:
        found = bootstrap.calibrate(policy, wanted, form, shown)
    _hand_out(found, output, rejected, write)


def _refuse_early(
    wanted: "Wanted", outputs: list[str], policy: str, since: str | None, until: str | None
) -> None:
    """What can be told before the work begins."""
    if wanted.since is not None and wanted.until is not None and wanted.since >= wanted.until:
        text = f"`--from {since}` is not before `--to {until}`"
        raise bootstrap.refuse_usage(text, "exchange them", "--from")
    inputs = filter(None, [wanted.mapping, wanted.outcomes, policy, wanted.compare])
    bootstrap.refuse_early(outputs, wanted.history, inputs)


def _hand_out(found: "Calibrated", output: str, rejects: str, write: str | None) -> None:
    """The report, the rows that could not be read, and the new policy that was asked for."""
    tell(found.warnings)
    if found.rejects:
        bootstrap.write_file(rejects, found.rejects)
        click.echo(f"rows that could not be read: {rejects}", err=True)
    if found.policy and write:
        bootstrap.write_file(write, found.policy)
    elif write:
        click.echo(f"nothing to move: `{write}` was not written", err=True)
    if output == "-":
        click.echo(found.report.decode(), nl=False)
    else:
        bootstrap.write_file(output, found.report)


def _beside(output: str, history: str) -> str:
    """Where rejects go when nobody says: beside the report, or named after the history."""
    if output != "-":
        return f"{output}.rejects.csv"
    name = history.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return f"{name}.rejects.csv" if not set("*?[") & set(name) else "history.rejects.csv"


def _instant(text: str | None, option: str) -> int | None:
    if text is None:
        return None
    try:
        return to_micros(parse_instant(text if "T" in text or ":" in text else f"{text}T00:00:00Z"))
    except ValueError as error:
        raise bootstrap.refuse_value(error, option) from None
