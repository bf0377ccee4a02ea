"""`tocsin learn`: what became known about an escalation; criteria are asked again."""

import click

from tocsin import bootstrap, bootstrap_desk
from tocsin.cli.desk.escalate import facts_from, nobody_knows
from tocsin.cli.desk.said import number
from tocsin.cli.desk.shared import Acting, act, acting
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.table import INTAKE


@click.command("learn")
@click.argument("escalation")
@click.option("--facts", metavar="FILE", help="Facts, JSON or YAML; - reads standard input.")
@click.option(
    "--unknown", multiple=True, metavar="FACT", help="Asked for, and nobody knows; `all` for the rest."
)
@acting
def learn(escalation: str, facts: str | None, unknown: tuple[str, ...], how: Acting) -> None:
    """Write down facts of ESCALATION; criteria are asked again, and may raise severity or level.

    A ticket that is not opened yet, or was sent back for what is missing, is rated with them.

    \b
    Examples:
      tocsin learn ESC-1004 --unknown steps --unknown logs --as maya-ortiz
      echo '{"customers_affected": 40}' | tocsin learn ESC-1001 --facts - --as maya-ortiz
    """
    if not facts and not unknown:
        raise bootstrap.refuse_usage("nothing is told", "give `--facts FILE`, `--unknown FACT` or both")
    state, rules = bootstrap_desk.desk(how.url).load(number(escalation))
    known = bootstrap_desk.facts(rules, facts_from(facts), bootstrap.now()) if facts else {}
    missing = nobody_knows(rules, unknown)
    if state.status in INTAKE:
        act(escalation, how, c.TriageIt(known, missing))
    else:
        act(escalation, how, c.RecordFacts(known))
