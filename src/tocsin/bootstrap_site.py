"""The composition root of web and API: one desk for the process, its secrets, what is sent and seen."""

from __future__ import annotations

import os
import secrets as random_secrets
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tocsin import bootstrap_desk
from tocsin.core.model.finding import Finding, Position, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.fernet import Fernet

    from tocsin.app.desk import Desk
    from tocsin.app.duplicates import Similar
    from tocsin.app.ports_delivery import Sent
    from tocsin.app.ports_webhooks import Parcel
    from tocsin.app.webhooks import Needs
    from tocsin.delivery.poster import Poster
    from tocsin.storage.store import DjangoStore

KEY = "TOCSIN_SECRET_KEY"
_LONG_ENOUGH = 32


@cache
def _desk(url: str) -> Desk:
    return bootstrap_desk.desk(url)


def desk() -> Desk:
    """The desk that this process serves. Raises Refused when its schema is not this release's."""
    return _desk(bootstrap_desk.database())


def store() -> DjangoStore:
    """The store of the desk."""
    return cast("DjangoStore", desk().store)


@cache
def similar() -> Similar:
    """How duplicates are judged, built once. Raises Refused."""
    return bootstrap_desk.similar()


def django_database(url: str | None) -> dict[str, Any]:
    """Django's settings for the desk's database, kept open between requests. Raises Refused."""
    from tocsin.storage.address import read_address

    address = read_address(bootstrap_desk.database(url))
    return {**address.settings, "CONN_MAX_AGE": None, "TOCSIN_URL": address.url}


def alias(url: str | None) -> str:
    """The name under which Django knows the database at `url`. Raises Refused."""
    from tocsin.storage.address import read_address
    from tocsin.storage.setup import alias_for

    address = read_address(bootstrap_desk.database(url))
    return alias_for(address.url, address.settings)


def public_address() -> str:
    """Where people reach this desk, without a slash at its end: TOCSIN_URL; "" when nobody said."""
    return os.environ.get("TOCSIN_URL", "").strip().rstrip("/")


def forget() -> None:
    """Lets the desk go: the next call opens one at the address that then holds."""
    for made in (_desk, similar, secret_key):
        made.cache_clear()


def fresh_secret(size: int = 32) -> str:
    """A secret that nobody can guess: `size` random bytes as URL-safe letters."""
    return random_secrets.token_urlsafe(size)


@cache
def secret_key() -> str:
    """The desk's own secret: TOCSIN_SECRET_KEY, or a file beside a SQLite database. Raises Refused.

    Sessions are signed with it, and secrets in the database encrypted: who has a copy of the database
    alone has neither.
    """
    given = os.environ.get(KEY, "").strip()
    if given and len(given) < _LONG_ENOUGH:
        raise _refused(f"it is shorter than {_LONG_ENOUGH} characters")
    return given or _kept_key()


def _kept_key() -> str:
    from tocsin.storage.address import read_address

    path = read_address(bootstrap_desk.database()).path
    if path is None:
        raise _refused("it is not set, and with PostgreSQL every process needs the same one")
    file = path.with_name(f"{path.name}.key")
    try:
        return _read_or_made(file)
    except OSError as error:
        text = f"`{file}` cannot be read or made: {error.strerror or error}"
        help_ = f"check its rights, or set {KEY}"
        raise Refused(Finding("secret-key", text, Position.of(str(file)), help_), usage=True) from None


def _read_or_made(file: Path) -> str:
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(fresh_secret(48))
    except FileExistsError:
        pass
    found = file.read_text(encoding="ascii").strip()
    if len(found) < _LONG_ENOUGH:
        raise _refused(f"`{file}` holds no key")
    return found


def _refused(message: str) -> Refused:
    help_ = f"set {KEY} to 48 random characters, the same for every process: `openssl rand -base64 36`"
    return Refused(Finding("secret-key", message, Position.of(KEY), help_), usage=True)


def secrets() -> Fernet:
    """What encrypts secrets that are kept, with a key made from the desk's own."""
    from base64 import urlsafe_b64encode

    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    made = HKDF(SHA256(), 32, salt=None, info=b"tocsin: secrets at rest").derive(secret_key().encode())
    return Fernet(urlsafe_b64encode(made))


def api_rate() -> int:
    """Requests a minute that a token may make: TOCSIN_API_RATE, 0 for no limit. Raises Refused."""
    given = os.environ.get("TOCSIN_API_RATE", "").strip()
    if not given:
        return 1200
    if not (given.isascii() and given.isdigit() and len(given) < 8):
        text, help_ = f"`{given}` is no number of requests a minute", "write digits only, 0 for no limit"
        raise Refused(Finding("setting", text, Position.of("TOCSIN_API_RATE"), help_), usage=True)
    return int(given)


def courier_needs(opened: Desk, kept: DjangoStore, name: str) -> Needs:
    """What the courier of webhooks works with, on one desk and its store."""
    from tocsin.accounts.webhooks.kept import KeptPost
    from tocsin.app.webhooks import Needs as Made
    from tocsin.app.webhooks_pack import packer
    from tocsin.bootstrap import now

    return Made(KeptPost(kept.session), kept, packer(lambda: opened), now, name)


def hook_sender() -> Callable[[Parcel], Sent]:
    """How webhooks are posted. Raises Refused for a TOCSIN_WEBHOOK_ALLOW that cannot be read."""
    from tocsin.delivery.hook import sender

    return sender(_poster(), _opened)


def hook_refusal(url: str) -> str:
    """Why nothing would be posted to an address, "" when it may be. Raises Refused."""
    from tocsin.delivery.hook import refusal

    return refusal(_poster(), url)


def _poster() -> Poster:
    from tocsin.bootstrap import now
    from tocsin.delivery.poster import Poster as Made
    from tocsin.delivery.settings import allowed

    return Made(now, allowed(os.environ))


def _opened(sealed: str) -> str | None:
    from cryptography.fernet import InvalidToken

    try:
        return secrets().decrypt(sealed.encode()).decode()
    except (InvalidToken, Refused):
        return None
