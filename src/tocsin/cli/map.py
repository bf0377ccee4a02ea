"""`tocsin map`: draft the mapping of a ticket export."""

import click

from tocsin import bootstrap
from tocsin.cli.progress import progress


@click.command("map")
@click.argument("history", nargs=-1, required=True)
@click.option(
    "--policy", default="preset:base", show_default=True, help="The policy whose facts are looked for."
)
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where the mapping goes. [default: the terminal]"
)
@click.option("--no-progress", is_flag=True, help="No progress bar.")
def command(history: tuple[str, ...], policy: str, output: str, no_progress: bool) -> None:
    """Draft the mapping of HISTORY by looking at its columns: names, types, values.

    Every line says why it was chosen; a line with `?` is a question to you.

    \b
    Examples:
      tocsin map tickets.csv -o tickets.yaml
      tocsin map 'export/*.jsonl' --policy my-policy
    """
    bootstrap.refuse_early([output], history)
    with progress(not no_progress) as shown:
        text = bootstrap.map_history(history, policy, shown)
    if output == "-":
        click.echo(text, nl=False)
    else:
        bootstrap.write_file(output, text.encode())
