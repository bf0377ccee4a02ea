"""`tocsin check`: precisely what is wrong with a policy, and where."""

import sys
from collections.abc import Mapping

import click

from tocsin.bootstrap import load_policy, write_file
from tocsin.cli.excerpt import excerpt
from tocsin.cli.show import line
from tocsin.core.model.finding import Finding

SEE_ALSO = 3


@click.command(name="check", short_help="Say precisely what is wrong with a policy.")
@click.argument("policy")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True
)
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write; standard output if not given."
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
def command(policy: str, form: str, output: str, strict: bool) -> None:
    """Say precisely what is wrong with POLICY: file, line, column, what, and what to do.

    POLICY is a file, a folder with policy.yaml, or preset:NAME.
    Exit code 0: no error; 1: errors (with --strict: or warnings); 2: not used correctly.
    """
    from tocsin.app.check import check

    report = check(load_policy(policy))
    failed = report.fails(strict)
    if form == "text":
        text = "".join(_told(f, report.texts) for f in report.findings) + report.closing() + "\n"
    elif form == "json":
        from tocsin.app.check import as_json

        text = as_json(report)
    else:
        from tocsin.app.sarif import as_sarif

        text = as_sarif(report)
    _put(text, output)
    sys.exit(1 if failed else 0)


def _told(finding: Finding, texts: Mapping[str, str]) -> str:
    head, _, help_ = line(finding).partition("\n")
    also = "".join(f"    see also {place}\n" for place in finding.related[:SEE_ALSO])
    return f"{head}\n{excerpt(finding, texts)}{help_}{chr(10) if help_ else ''}{also}"


def _put(text: str, output: str) -> None:
    if output == "-":
        click.echo(text, nl=False)
    else:
        write_file(output, click.unstyle(text).encode())
