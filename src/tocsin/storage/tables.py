"""The columns that are written together, and plain texts that both engines can hold."""

from __future__ import annotations

from hashlib import sha256

from tocsin.storage.dialect import Table


def _table(name: str, columns: str) -> Table:
    pairs = (column.split(":") for column in columns.split())
    return Table(f"tocsin_{name}", tuple((column, kind) for column, kind in pairs))


EVENT = _table(
    "event",
    "stream:text version:int at:bigint kind:text actor:text policy:text key:text data:text"
    " previous:text hash:text marks:text lane:bigint place:bigint chain:text",
)
STREAM = _table(
    "stream",
    "id:text version:int hash:text state:bytea wake_kind:text due_at:bigint wake_at:bigint error:text"
    " troubles:int",
)
ROW = _table(
    "row",
    "stream:text status:text level:int severity:text segment:text customer:text title:text owner:text"
    " reported_at:bigint updated_at:bigint closed_at:bigint text:text alike:text"
    " due_at:bigint due_kind:text team:text waiting:boolean people:text terms:text opened_at:bigint"
    " responded_at:bigint response_took:bigint resolved_at:bigint resolution_took:bigint in_time:boolean"
    " original:text",
)
MENTION = _table("mention", "about:text stream:text")
COMMAND = _table("command", "key:text stream:text version:int at:bigint reply:text")
OUTBOX = _table(
    "outbox",
    "id:text stream:text page:text person:text channel:text address:text subject:text body:text"
    " urgent:boolean not_before:bigint state:text ready_at:bigint",
)
LEDGER = _table(
    "ledger",
    "stream:text page:text outgoing:text at:bigint step:text person:text channel:text attempt:int"
    " detail:text holder:text",
)


_LONGEST_KEY = 500
"""Bytes: PostgreSQL's indexes do not take texts of some thousands."""


def key_of(text: str) -> str:
    """A client key as it is looked up: a very long one by its hash."""
    said = clean(text)
    long = said.encode()
    return said if len(long) <= _LONGEST_KEY else f"sha256:{sha256(long).hexdigest()}"


def clean(text: str) -> str:
    """The text without what no engine can hold: NUL and halves of surrogate pairs become U+FFFD."""
    if text.isascii():
        return text.replace("\0", "\ufffd") if "\0" in text else text
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
