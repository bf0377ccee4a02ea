"""`tocsin worker`: keep what was promised: page, remind, send, until told to stop."""

import json
import os
from datetime import timedelta
from typing import Any

import click

from tocsin import bootstrap


@click.command("worker")
@click.option("--db", metavar="URL", help="The desk's database. [default: TOCSIN_DATABASE_URL, or tocsin.db]")
@click.option("--once", is_flag=True, help="Handle everything that is due now, and end.")
@click.option("--audit", "audit_only", is_flag=True, help="Only say what should have happened and did not.")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many workers; more than one needs PostgreSQL.",
)
@click.option(
    "--heartbeat",
    type=click.FloatRange(1, 60),
    default=5,
    show_default=True,
    metavar="SECONDS",
    help="How often a worker gives a sign of life.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    db: str | None, once: bool, audit_only: bool, processes: int, heartbeat: float, form: str
) -> None:
    """Page, remind and send what is due, until told to stop (SIGTERM or Ctrl-C).

    With --once the exit code is 1 when something failed for good; with --audit, when something is overdue.

    \b
    Examples:
      tocsin worker
      tocsin worker --once --format json
      tocsin worker --db postgresql://desk@db/tocsin --processes 4
      tocsin worker --audit
    """
    from tocsin.worker.log import log_to
    from tocsin.worker.opening import audit, open_house
    from tocsin.worker.settings import Settings

    if db:
        os.environ["TOCSIN_DATABASE_URL"] = db  # its own secret lies beside a SQLite database
    log = log_to(click.echo, bootstrap.now, form)
    house = open_house(db, log, Settings(beat=timedelta(seconds=heartbeat)))
    if audit_only:
        found = audit(house)
        told = found.as_json()
        click.echo(json.dumps(told, ensure_ascii=False) if form == "json" else _in_words(told))
        raise SystemExit(0 if found.is_clean else 1)
    raise SystemExit(_several(house, db, once, processes, heartbeat, form))


def _several(house: Any, db: str | None, once: bool, processes: int, heartbeat: float, form: str) -> int:
    """One worker in this process, or a watch over several. Returns the exit code."""
    from tocsin import bootstrap_worker
    from tocsin.worker.many import Many
    from tocsin.worker.opening import work

    if processes == 1:
        counts = work(house, bootstrap_worker.deadman(), once)
        return 1 if once and (counts.lost or counts.poisoned) else 0
    if not house.books.is_shared:
        help_ = "leave `--processes` out, or use PostgreSQL: `--db postgresql://…`"
        raise bootstrap.refuse_usage("on SQLite one worker at a time does the work", help_, "--processes")
    house.books.close()
    given = ["--heartbeat", str(heartbeat), "--format", form, *(["--once"] if once else [])]
    return Many(given, processes, house.log, bootstrap_worker.surroundings(db)).run(once)


def _in_words(told: dict[str, Any]) -> str:
    if told["clean"]:
        return "everything that was due was done"
    lines = [f"overdue escalation: {each}" for each in told["escalations"]]
    lines += [f"message not sent: {each}" for each in told["messages"]]
    lines += [f"message whose sender is gone: {each}" for each in told["leases"]]
    return "\n".join([*lines, *([told["trouble"]] if told["trouble"] else [])])
