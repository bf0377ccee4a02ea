"""`tocsin diff`: what changed between two policies, in words."""

import sys

import click

from tocsin.bootstrap import load_policy, write_file


@click.command(name="diff", short_help="Say in words what changed between two policies.")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json", "md"]), default="text", show_default=True
)
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write; standard output if not given."
)
def command(before: str, after: str, form: str, output: str) -> None:
    """Say in words what changed from policy A to policy B: by subject and id, from what to what.

    A and B are files, folders with policy.yaml, or preset:NAME.
    Exit code 0: they mean the same; 1: they differ; 2: one of them cannot be read.
    """
    from tocsin.app import diff_formats
    from tocsin.app.diff import compare
    from tocsin.core.model.finding import Refused

    one, two = load_policy(before), load_policy(after)
    if one.policy is None or two.policy is None:
        raise Refused(*one.findings, *two.findings, usage=True)
    comparison = compare(one.policy, two.policy)
    formats = {"text": diff_formats.as_text, "json": diff_formats.as_json, "md": diff_formats.as_markdown}
    text = formats[form](comparison)
    if output == "-":
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode())
    sys.exit(0 if comparison.same else 1)
