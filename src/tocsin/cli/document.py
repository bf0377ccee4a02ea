"""`tocsin document`: the protocol that is signed, and the other documents of the same policy."""

from typing import Literal

import click

from tocsin import bootstrap

_KINDS = ("playbook", "protocol", "runbooks", "training", "prompt")
_FORMATS = ("md", "html", "pdf", "docx", "pptx")


@click.command(name="document", short_help="Print the protocol, playbook, runbooks, training or prompt.")
@click.argument("policy")
@click.option("-k", "--kind", type=click.Choice(_KINDS), default="playbook", show_default=True)
@click.option(
    "-o",
    "--output",
    "paths",
    multiple=True,
    metavar="FILE",
    help="Where to write; the ending says the format. May be given several times; `-` is the terminal.",
)
@click.option("-f", "--format", "form", type=click.Choice(_FORMATS), help="The format, whatever the ending.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--force", is_flag=True, help="Replace files that are there already.")
def command(
    policy: str,
    kind: str,
    paths: tuple[str, ...],
    form: str | None,
    paper: Literal["a4", "letter"],
    force: bool,
) -> None:
    """Print POLICY as a document: md, html, pdf, docx or pptx.

    \b
    playbook   ten sections with tables, diagrams, scripts, and what is missing (A1 to A10)
    protocol   the form that is signed, with contacts and checklist (B1 to B11)
    runbooks   one or two pages a seat (A11)
    training   onboarding, role-plays, scorecard, samples, coaching (A12)
    prompt     the policy as a request to a chat model (A13.3)

    A policy with errors is not printed. Exit code 0: written; 1: errors in the policy; 2: used wrongly.
    """
    from tocsin.app.document import document, outputs, refuse_overwriting

    wanted = outputs(paths or ("-",), form, bootstrap.document_formats())
    if not force:
        refuse_overwriting(wanted, bootstrap.is_there)
    made = document(bootstrap.load_policy(policy), kind, bootstrap.now(), paper)
    ready = [(each, bootstrap.render_document(made, each.form, _note)) for each in wanted]
    for each, content in ready:
        if each.path == "-":
            click.echo(content.decode(), nl=False)
        else:
            bootstrap.write_file(each.path, content)
            click.echo(f"{each.path}: {kind} of {made.policy_title}, version {made.policy_version}", err=True)


def _note(text: str) -> None:
    click.echo(f"note: {text}", err=True)
