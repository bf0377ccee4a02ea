"""The composition root of the desk: its store, its settings from the environment, its clock."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from tocsin.core.model.finding import Finding, Position, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from tocsin.app.desk import Desk
    from tocsin.app.doctor import Seen
    from tocsin.app.duplicates import Similar
    from tocsin.app.ports_outbox import Line
    from tocsin.core.criteria.vocabulary import Encoded
    from tocsin.core.lifecycle.parts import Attachment
    from tocsin.core.lifecycle.rules import Rules
    from tocsin.core.oncall.changes import Change
    from tocsin.core.policy.source import Source
    from tocsin.storage.store import DjangoStore

DEFAULT_DATABASE = "sqlite:///tocsin.db"


def database(url: str | None = None) -> str:
    """The database's address: the one given, TOCSIN_DATABASE_URL, or `tocsin.db` in this folder."""
    return url or os.environ.get("TOCSIN_DATABASE_URL", "").strip() or DEFAULT_DATABASE


def store(url: str | None = None) -> DjangoStore:
    """The store, whatever its schema. Raises Refused for an address that cannot be read."""
    from tocsin.storage.store import open_store

    return open_store(database(url))


def desk(url: str | None = None) -> Desk:
    """The desk over its store. Raises Refused when the schema is not this release's."""
    from tocsin.app.desk import Desk as Opened

    opened = store(url)
    schema = opened.schema_state()
    if not schema.fits:
        raise Refused(_drift(schema.state, schema.names, opened.where), usage=True)
    return Opened(opened)


def _drift(state: str, names: tuple[str, ...], where: str) -> Finding:
    if state == "empty":
        return Finding(
            "schema", "there is no desk here yet", Position.of(where), "make one: `tocsin db init POLICY`"
        )
    listed = ", ".join(names)
    if state == "ahead":
        help_ = "install the release that wrote it, or a newer one"
        return Finding(
            "schema", f"a newer release changed this database: {listed}", Position.of(where), help_
        )
    text = f"the database is older than this release; missing: {listed}"
    return Finding("schema", text, Position.of(where), "bring it up to date: `tocsin db migrate`")


def similar() -> Similar:
    """How duplicates are judged: by words, or by meaning with the model in TOCSIN_SEMANTIC_MODEL."""
    from tocsin.similar.registry import judge

    return judge(os.environ.get("TOCSIN_SEMANTIC_MODEL", "").strip(), "TOCSIN_SEMANTIC_MODEL")


def file_limit() -> int:
    """Bytes of an attached file at most: TOCSIN_FILE_LIMIT, or 10 MB. Raises Refused."""
    from tocsin.app.files import LIMIT, read_limit

    said = os.environ.get("TOCSIN_FILE_LIMIT", "").strip()
    try:
        return read_limit(said) if said else LIMIT
    except ValueError as error:
        message, _, help_ = str(error).partition(": ")
        raise Refused(
            Finding("usage", message, Position.of("TOCSIN_FILE_LIMIT"), help_), usage=True
        ) from None


def actor(given: str | None) -> str:
    """Who is acting: `--as`, or TOCSIN_AS. Raises Refused when nobody is named."""
    found = (given or os.environ.get("TOCSIN_AS", "")).strip()
    if not found:
        help_ = "say who you are: `--as PERSON`, or set TOCSIN_AS once"
        raise Refused(
            Finding("usage", "nobody is named as the one who acts", Position.of("command line"), help_),
            usage=True,
        )
    return found


def facts(rules: Rules, source: Source, now: datetime) -> dict[str, Encoded]:
    """The encoded facts of a file, in the policy's words. Raises Refused with each that cannot be read."""
    from tocsin.app.facts import read_facts
    from tocsin.core.model.instant import to_micros

    return read_facts(source, rules.triage.rules.vocabulary, to_micros(now))


def examined(url: str | None, now: datetime) -> tuple[Seen, Rules | None]:
    """What there is to know about this desk's health, and the policy that new tickets follow, if any."""
    from tocsin.app.desk.rulebooks import CURRENT, RuleBooks
    from tocsin.app.doctor import LATE, Seen

    opened = store(url)
    schema = opened.schema_state()
    ready = schema.fits
    mail, mail_help, channels = _mail(now)
    seen = Seen(
        now,
        schema,
        opened.where,
        _skew(opened) if ready else None,
        opened.beats() if ready else (),
        opened.overdue(now - LATE) if ready else (),
        opened.next_due() if ready else (),
        mail,
        mail_help,
        channels,
        rehearsal=bool(os.environ.get("TOCSIN_NOW", "").strip()),
    )
    if not ready or not opened.noted(CURRENT):
        return seen, None
    books = RuleBooks(opened)
    books.refresh()
    return seen, books.current()


def _skew(opened: DjangoStore) -> timedelta | None:
    """How far this machine's clock is from the database's; None where there is only one clock."""
    from tocsin.bootstrap import now

    opened.noted("")  # the connection stands: what it takes to make one is no skew
    before, said = now(), opened.clock()
    return None if said is None else abs(said - before)


def _mail(now: datetime) -> tuple[str, str, frozenset[str]]:
    """How mail stands, what to do about it, and the channels on which this desk sends."""
    from pathlib import Path

    from tocsin.delivery.settings import mail_trouble, switchboard

    board = switchboard(os.environ, lambda: now, Path.cwd())
    text, help_ = mail_trouble(os.environ, lambda: now)
    return text, help_, frozenset(board.channels)


def attachment(path: str) -> Attachment:
    """A file's name, place, size in bytes and SHA-256. Raises Refused for one that cannot be read."""
    import hashlib
    from pathlib import Path

    from tocsin.core.lifecycle.parts import Attachment as Made

    file = Path(path)
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return Made(file.name, str(file.absolute()), file.stat().st_size, digest)
    except OSError as error:
        text = f"`{path}` cannot be read: {error.strerror or error}"
        raise Refused(
            Finding("input", text, Position.of(path), "check the name and its rights"), usage=True
        ) from None


def roster_changes(url: str) -> list[Change]:
    """Who is on call instead of whom, as this desk keeps it. Raises Refused."""
    from tocsin.app.desk.rulebooks import change_of

    return [change_of(kept) for kept in desk(url).store.roster_changes()]


def ledger(opened: Desk, stream: str) -> Sequence[Line]:
    """Everything that happened to an escalation's pages and messages, oldest first."""
    lines: Sequence[Line] = cast("DjangoStore", opened.store).ledger(stream)
    return lines
