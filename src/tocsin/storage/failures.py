"""What a database says when it cannot, in our words: where, what, and what to do (design §10)."""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

from tocsin.app.ports import StoreUnavailable
from tocsin.storage.address import Address, mask

_INIT = "run `tocsin db init`"


class _Said(NamedTuple):
    message: str
    help: str
    retry: bool = True


_SQLITE = {
    "SQLITE_FULL": _Said("the disk is full: nothing was written", "make room on the disk"),
    "SQLITE_BUSY": _Said("the database is locked by another process", "try again; is a backup running?"),
    "SQLITE_LOCKED": _Said("the database is locked by another process", "try again; is a backup running?"),
    "SQLITE_READONLY": _Said("the file may not be written to", "check its owner and permissions", False),
    "SQLITE_CANTOPEN": _Said("the file cannot be opened", "check that its folder exists and is yours", False),
    "SQLITE_NOTADB": _Said("the file is no SQLite database", "check the path", False),
    "SQLITE_CORRUPT": _Said("the file is damaged", "restore a backup, then run `tocsin db verify`", False),
    "SQLITE_IOERR": _Said("the disk does not do what it is asked", "check the disk"),
}
_POSTGRES = {
    "08": _Said("the connection was lost", "try again"),
    "57": _Said("the server is being stopped or started", "try again"),
    "53100": _Said("the server's disk is full: nothing was written", "make room on the server"),
    "53300": _Said("the server takes no more connections", "raise `max_connections`, or run fewer workers"),
    "53": _Said("the server is short of resources", "look at its log"),
    "55P03": _Said("a lock was not given in time", "try again"),
    "40": _Said("another transaction was in the way", "try again"),
    "28": _Said("the server refuses this user", "check user and password in the address", False),
    "3D": _Said("there is no such database on the server", "create it: `createdb NAME`", False),
    "42501": _Said("this user may not do that", "give it the rights on the tables", False),
    "25006": _Said("the server only reads: it is a standby", "use the address of the primary"),
    "42P01": _Said("the tables are not there", _INIT, False),
    "42703": _Said("the tables are of another release", "run `tocsin db migrate`", False),
}
# While it connects the driver gives no code, only the server's words.
_REFUSED = (
    (re.compile(r'database ".*" does not exist'), "3D"),
    (re.compile(r'authentication failed|role ".*" does not exist|no pg_hba.conf entry'), "28"),
    (re.compile(r"starting up|shutting down|in recovery mode"), "57"),
    (re.compile(r"too many clients|connection slots"), "53300"),
)
_NO_TABLE = re.compile(r"no such table|has no column|no such column")


def unavailable(error: BaseException, address: Address) -> StoreUnavailable | None:
    """The failure as a refusal, or None when it is an error of ours and no state of the database."""
    cause = error.__cause__ or error
    said = _of_sqlite(cause, address) if isinstance(cause, sqlite3.Error) else _of_postgres(cause)
    return StoreUnavailable(address.shown, said.message, said.help, said.retry) if said else None


def absent(address: Address) -> StoreUnavailable:
    """There is no store at this address."""
    return StoreUnavailable(address.shown, f"there is no database at `{address.shown}`", _INIT, retry=False)


def _of_sqlite(cause: sqlite3.Error, address: Address) -> _Said | None:
    if address.path is not None and not address.path.exists():
        return _Said(f"there is no database at `{address.shown}`", _INIT, False)
    name = getattr(cause, "sqlite_errorname", "") or ""
    if _NO_TABLE.search(str(cause)):
        return _Said("the tables are not there, or of another release", "run `tocsin db migrate`", False)
    found = next((said for start, said in _SQLITE.items() if name.startswith(start)), None)
    return found and found._replace(message=f"`{address.shown}`: {found.message}")


def _of_postgres(cause: BaseException) -> _Said | None:
    import psycopg

    if not isinstance(cause, psycopg.Error):
        return None
    state = cause.sqlstate or ""
    if not state and isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
        first = mask(str(cause).strip()).partition("\n")[0]
        state = next((code for words, code in _REFUSED if words.search(first)), "")
        return _POSTGRES.get(state) or _Said(
            f"the server cannot be reached: {first}", "is it running, and is the address right?"
        )
    known = (said for start, said in _POSTGRES.items() if state.startswith(start))
    return next(known, None)
