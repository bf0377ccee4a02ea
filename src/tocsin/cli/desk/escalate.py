"""`tocsin escalate`: a ticket arrives and is rated."""

from datetime import datetime
from typing import Any

import click

from tocsin import bootstrap, bootstrap_desk
from tocsin.app.desk.report import Arrival
from tocsin.cli.desk.shared import database, form, shown
from tocsin.core.lifecycle.parts import Ticket
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.source import Source


@click.command("escalate")
@click.argument("title")
@click.option("--facts", metavar="FILE", help="The ticket's facts, JSON or YAML; - reads standard input.")
@click.option("--text", default="", metavar="TEXT", help="What the customer says, in their words.")
@click.option("--customer", default="", metavar="NAME")
@click.option("--channel", default="", metavar="CHANNEL", help="How it came in, as in the policy's channels.")
@click.option("--reference", default="", metavar="NUMBER", help="Its number in the help desk.")
@click.option(
    "--unknown",
    multiple=True,
    metavar="FACT",
    help="Asked for, and nobody knows; `all` for whatever is missing.",
)
@click.option(
    "--open",
    "why",
    default="",
    metavar="WHY",
    help="Escalate on your own judgement, whatever the criteria say.",
)
@click.option("--level", type=int, default=1, metavar="N", help="With --open: at this level at least.")
@click.option("--owner", default="", metavar="PERSON", help="With --open: who owns it.")
@click.option("--report-only", is_flag=True, help="Only take it in; triage follows.")
@click.option("--as", "actor", metavar="PERSON", help="Who reports it. [default: TOCSIN_AS]")
@click.option(
    "--key", default="", metavar="KEY", help="Your name for this request: the same again does nothing."
)
@database
@form
def escalate(title: str, **called: Any) -> None:
    """Report a ticket called TITLE: it is rated, compared with others, and opened when a criterion holds.

    Stop-the-line pages at once, whatever is missing. An incomplete request is sent back with what is missing.

    \b
    Examples:
      tocsin escalate "Nobody can log in" --facts ticket.yaml --customer Acme --as maya-ortiz
      tocsin escalate "Nobody can log in" --facts ticket.yaml --unknown all --as maya-ortiz
      tocsin escalate "Their CEO called" --open "threatens to leave" --level 4 --as maya-ortiz
    """
    from tocsin.app.desk.report import report

    desk = bootstrap_desk.desk(called["url"])
    now, person = bootstrap.now(), bootstrap_desk.actor(called["actor"])
    arrival = _arrival(title, person, desk.books.current(), now, called)
    answer = report(desk, arrival, bootstrap_desk.similar(), person, now, called["key"])
    shown(desk, answer, called["form"], now)


def _arrival(title: str, person: str, rules: Rules, now: datetime, called: dict[str, Any]) -> Arrival:
    told = {name: called[name] for name in ("text", "customer", "channel", "reference")}
    known = bootstrap_desk.facts(rules, facts_from(called["facts"]), now) if called["facts"] else {}
    channels = rules.policy.organisation.channels
    if told["channel"] and told["channel"] not in channels:
        text = f"`{told['channel']}` is no channel of this policy"
        raise bootstrap.refuse_usage(text, did_you_mean(told["channel"], channels), "--channel")
    return Arrival(
        Ticket(title, reporter=person, **told),
        known,
        nobody_knows(rules, called["unknown"]),
        triage=not called["report_only"],
        escalate=called["why"],
        level=called["level"],
        owner=called["owner"],
    )


def facts_from(file: str) -> Source:
    """A file of facts, or standard input for `-`. Raises Refused."""
    return Source("standard input" if file == "-" else file, bootstrap.read_text(file))


def nobody_knows(rules: Rules, named: tuple[str, ...]) -> tuple[str, ...]:
    """The facts of `--unknown`; `all` are all of them. Raises Refused for a name that is none."""
    facts = rules.triage.rules.vocabulary.facts
    if "all" in named:
        return tuple(facts)
    for name in named:
        if name not in facts:
            help_ = did_you_mean(name, facts) or "they stand under `facts` in the policy"
            raise bootstrap.refuse_usage(f"`{name}` is no fact of this policy", help_, "--unknown")
    return named
