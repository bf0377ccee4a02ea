"""`tocsin schema`: the JSON Schema of the policy, for completion in editors."""

import click

from tocsin.bootstrap import write_file


@click.command(name="schema", short_help="Print the JSON Schema of the policy, for editors.")
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write; standard output if not given."
)
@click.option("--complete", is_flag=True, help="Of the whole policy, instead of one file that may be a part.")
def command(output: str, complete: bool) -> None:
    """Print the JSON Schema of the policy (draft 2020-12), for completion and checks in editors.

    Put this line at the top of a policy file:

      # yaml-language-server: $schema=policy.schema.json
    """
    from tocsin.app.schema import schema_text

    text = schema_text(complete)
    if output == "-":
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode())
