"""`tocsin explain`: what a criterion means."""

import json

import click

from tocsin import bootstrap


@click.command("explain")
@click.argument("policy")
@click.argument("criterion", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(policy: str, criterion: str | None, form: str) -> None:
    """Say what CRITERION of POLICY means, what it reads, and which ticket just meets or just misses it.

    Without CRITERION, all of them are listed.

    \b
    Examples:
      tocsin explain preset:base
      tocsin explain preset:base churn
      tocsin explain my-policy route:payments --format json
    """
    from tocsin.app.explain import explain, overview

    loaded = bootstrap.load_policy(policy)
    if criterion is None:
        rows = overview(loaded)
        width = max((len(row["id"]) for row in rows), default=0)
        text = "\n".join(f"{row['id']:<{width}}  {row['for']}: {row['text']}" for row in rows)
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2) if form == "json" else text)
        return
    found = explain(loaded, criterion)
    if form == "json":
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    click.echo(f"{click.style(found.id, bold=True)}, {found.decides}  ({found.at})")
    for line in (found.text, f"Written: {found.expression}", f"Read aloud: {found.words}"):
        click.echo(line) if line else None
    click.echo(f"Then: {found.consequence}") if found.consequence else None
    _table("Reads", found.reads, ())
    _table("Parameters", found.parameters, ())
    _table("A ticket that just meets it", found.meets, found.changed)
    _table("A ticket that just misses it", found.misses, found.changed)


def _table(title: str, rows: dict[str, str] | None, changed: tuple[str, ...]) -> None:
    if rows is None:
        click.echo(f"\n{title}: none was found")
    elif rows:
        click.echo(f"\n{title}:")
        width = max(map(len, rows))
        for name, value in rows.items():
            mark = "  <- the difference" if name in changed else ""
            click.echo(f"   {name:<{width}}  {value}{mark}")
