"""The database's address as people write it, read and shown: passwords are never shown (design §5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tocsin.core.model.finding import Finding, Position, Refused

SQLITE = "sqlite:///"
POSTGRES = ("postgresql://", "postgres://")
HELP = "write `sqlite:///FILE` (four slashes for an absolute path) or `postgresql://USER@HOST/DATABASE`"
_SECRET = re.compile(r"(://[^/?#@:]*):[^@/]*@")
_SECRET_PARAMETER = re.compile(r"((?:^|[?&])(?:ssl)?password=)[^&]*", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)"')

# A lock that is not given, or a worker that hangs inside a transaction, must not hold up the others for good.
_LIMITS = "-c lock_timeout=15s -c idle_in_transaction_session_timeout=120s"


@dataclass(frozen=True)
class Address:
    """Where a store is. `path` is the file of a SQLite store; `settings` are Django's for one database."""

    url: str
    shown: str
    settings: dict[str, Any]
    path: Path | None = None

    @property
    def is_postgres(self) -> bool:
        """Whether the store is a PostgreSQL database."""
        return self.path is None


def mask(url: str) -> str:
    """The address without its passwords."""
    return _SECRET_PARAMETER.sub(r"\1***", _SECRET.sub(r"\1:***@", url))


def read_address(url: str) -> Address:
    """Reads `sqlite:///FILE` or `postgresql://…`. Raises Refused with what to write instead."""
    text = url.strip()
    if text.startswith(SQLITE) and text != SQLITE:
        return _sqlite(text, Path(unquote(text[len(SQLITE) :])))
    if text.startswith(POSTGRES):
        return _postgres(text)
    raise _refused(text, f"`{mask(text)}` is no address of a database")


def _refused(url: str, message: str) -> Refused:
    return Refused(Finding("store", message, Position.of(mask(url)), HELP), usage=True)


def _sqlite(url: str, path: Path) -> Address:
    full = path.expanduser().absolute()
    settings = {
        "ENGINE": "django.db.backends.sqlite3",
        # `rw`: asking a store that does not exist must not make an empty file.
        "NAME": f"{full.as_uri()}?mode=rw",
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000",
        },
    }
    return Address(url, str(path), settings, full)


def _postgres(url: str) -> Address:
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        given = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    except (ProgrammingError, UnicodeError) as error:
        said = _QUOTED.sub(lambda piece: piece[0] if piece[1] in mask(url) else "`***`", str(error).strip())
        raise _refused(url, f"`{mask(url)}` cannot be read: {said}") from None
    options: dict[str, Any] = {"connect_timeout": "10", "application_name": "tocsin", **given}
    options["options"] = f"{_LIMITS} {given.get('options', '')}".strip()
    plain = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    settings = {name: options.pop(key, "") for name, key in plain.items()}
    settings["NAME"] = settings["NAME"] or settings["USER"] or "postgres"
    options |= {"server_side_binding": True, "prepare_threshold": 3}
    return Address(
        url, mask(url), {"ENGINE": "django.db.backends.postgresql", **settings, "OPTIONS": options}
    )
