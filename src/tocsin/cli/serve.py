"""`tocsin serve` and `tocsin web`: the desk in the browser."""

from __future__ import annotations

import os

import click

_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
_PORT = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
_DB = click.option(
    "--db",
    "url",
    metavar="URL",
    help="The desk's database. [default: TOCSIN_DATABASE_URL, or tocsin.db here]",
)


@click.command("serve")
@click.option("--policy", help="A policy: a folder, a file or `preset:NAME`; needed on the first start.")
@_HOST
@_PORT
@_DB
def serve(policy: str | None, host: str, port: int, url: str | None) -> None:
    """Run the desk: web, API and worker in one process; it makes its database on the first start.

    For one machine. On PostgreSQL, run `tocsin web` and `tocsin worker`, as many as you want.

    \b
    Examples:
      tocsin serve --policy my-policy
      tocsin serve --host 0.0.0.0 --port 8080
    """
    from tocsin import bootstrap
    from tocsin.site.opening import prepare
    from tocsin.site.server import serve as run
    from tocsin.site.settings import configure
    from tocsin.worker.log import log_to

    base = _settled(host, port, url)
    configure()
    prepare(policy, base, _say)
    _say(f"the desk is at {base} (stop it with Ctrl-C)")
    run(host, port, log_to(_quiet, bootstrap.now, "text"), 5)


@click.command("web")
@_HOST
@_PORT
@_DB
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 64))
def web(host: str, port: int, url: str | None, processes: int) -> None:
    """Run the pages and the API only; `tocsin worker` does the paging.

    \b
    Examples:
      tocsin web --db postgresql://tocsin@db.example/tocsin --processes 2
    """
    from tocsin.site.opening import first_administrator, require_current
    from tocsin.site.server import run
    from tocsin.site.settings import configure

    base = _settled(host, port, url)
    configure()
    require_current()
    first_administrator(base, _say)
    _say(f"the desk is at {base} (stop it with Ctrl-C)")
    run(host, port, processes)


def _settled(host: str, port: int, url: str | None) -> str:
    """Puts the choice where every process finds it, and says the address that people open. Raises Refused."""
    if url:
        os.environ["TOCSIN_DATABASE_URL"] = url
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104 (asked, not listened on)
    shown = "127.0.0.1" if everywhere else host
    _refuse_taken(host, port)
    if not everywhere:
        os.environ["TOCSIN_HOSTS"] = f"{os.environ.get('TOCSIN_HOSTS', '')},{host}"
    elif not os.environ.get("TOCSIN_URL", "").strip():
        _say("set TOCSIN_URL to the address that people open: the desk answers to that name, and links to it")
    return os.environ.get("TOCSIN_URL", "").strip().rstrip("/") or f"http://{shown}:{port}"


def _refuse_taken(host: str, port: int) -> None:
    import socket

    from tocsin import bootstrap

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            help_ = "stop what is running there, or choose another: `--port 8001`"
            text = f"`{host}:{port}` cannot be listened on: {error.strerror or error}"
            raise bootstrap.refuse_usage(text, help_, "--port") from None


def _say(line: str) -> None:
    click.echo(line)


def _quiet(line: str) -> None:
    """What the worker does goes to the log, not among what the person must read."""
    click.echo(line, err=True)
