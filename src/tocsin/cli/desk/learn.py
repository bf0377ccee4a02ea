"""`tocsin learn`: what became known about an escalation; criteria are asked again."""

import click

from tocsin import bootstrap, bootstrap_desk
from tocsin.cli.desk.shared import Acting, act, acting
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.table import INTAKE
from tocsin.core.policy.source import Source


@click.command("learn")
@click.argument("escalation")
@click.option("--facts", required=True, metavar="FILE", help="Facts, JSON or YAML; - reads standard input.")
@click.option(
    "--unknown", multiple=True, metavar="FACT", help="Asked for, and nobody knows; `all` for the rest."
)
@acting
def learn(escalation: str, facts: str, unknown: tuple[str, ...], how: Acting) -> None:
    """Write down facts of ESCALATION; criteria are asked again, and may raise severity or level.

    A ticket that is not opened yet, or was sent back for what is missing, is rated with them.

    \b
    Example:
      echo '{"customers_affected": 40}' | tocsin learn ESC-1001 --facts - --as maya-ortiz
    """
    desk = bootstrap_desk.desk(how.url)
    state, rules = desk.load(escalation)
    source = Source("standard input" if facts == "-" else facts, bootstrap.read_text(facts))
    known = bootstrap_desk.facts(rules, source, bootstrap.now())
    if state.status in INTAKE:
        rest = tuple(rules.triage.rules.vocabulary.facts) if "all" in unknown else unknown
        act(escalation, how, c.TriageIt(known, rest))
    else:
        act(escalation, how, c.RecordFacts(known))
