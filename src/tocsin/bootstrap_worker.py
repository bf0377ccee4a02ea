"""The composition root of the worker: transports and settings from the environment, clocks, its name."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tocsin import bootstrap_desk
from tocsin.bootstrap import now

if TYPE_CHECKING:
    from tocsin.app.desk import Desk
    from tocsin.app.ports_delivery import Ping
    from tocsin.delivery.switchboard import Switchboard
    from tocsin.storage.store import DjangoStore


def passed() -> float:
    """Seconds that only grow, from an unknown beginning."""
    return time.monotonic()  # noqa: TID251 (a composition root)


def name() -> str:
    """What this process is called in leases, heartbeats and the ledger."""
    return f"{socket.gethostname()} {os.getpid()}"


def desk(url: str | None) -> tuple[Desk, DjangoStore]:
    """The desk and its store. Raises Refused when the schema is not this release's."""
    opened = bootstrap_desk.desk(url)
    return opened, cast("DjangoStore", opened.store)


def switchboard(store: DjangoStore) -> Switchboard:
    """The transports that the environment asks for. Raises Refused.

    The default spool lies beside a SQLite store, or in this folder.
    """
    from tocsin.delivery.settings import switchboard as made

    home = Path.cwd() if store.is_shared else Path(store.where).parent
    return made(os.environ, now, home)


def deadman() -> Ping | None:
    """The outside dead-man switch, if TOCSIN_DEADMAN_URL names one. Raises Refused."""
    from tocsin.delivery.settings import deadman as made

    return made(os.environ)


def surroundings(url: str | None) -> dict[str, str]:
    """The environment of a further worker: the address may hold a password, which no command line shows."""
    return {**os.environ, "TOCSIN_DATABASE_URL": bootstrap_desk.database(url)}
