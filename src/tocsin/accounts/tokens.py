"""Tokens of the API: made once, kept as a hash, found again by it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from tocsin.core.rights.decide import SCOPES, Who
from tocsin.core.rights.table import Role

if TYPE_CHECKING:
    from tocsin.accounts.models import Account, Token

PREFIX = "tocsin_"
"""How every token begins, so that a scanner of secrets knows it."""
_FRESH = timedelta(minutes=1)


def digest_of(secret: str) -> str:
    """What is kept of a secret: it is long and random, so a plain hash is enough."""
    return sha256(secret.encode()).hexdigest()


def make(
    account: Account,
    name: str,
    scopes: Collection[str],
    secret: str,
    now: datetime,
    until: datetime | None = None,
) -> Token:
    """Keeps a token. `secret` is made by the composition root and shown once. Raises ValueError."""
    from tocsin.accounts.models import Token

    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise ValueError(f"`{', '.join(unknown)}` is no scope: choose among {', '.join(SCOPES)}")
    return Token.objects.create(
        account=account, name=name[:80], digest=digest_of(secret), hint=secret[-4:], scopes=sorted(scopes),
        created_at=now, expires_at=until,
    )  # fmt: skip


def find(secret: str, now: datetime, address: str = "") -> tuple[Token, Who] | None:
    """The token of a secret and who it stands for; None when unknown, over, revoked, or switched off."""
    from tocsin.accounts.models import Token

    found = Token.objects.select_related("account").filter(digest=digest_of(secret)).first()
    if found is None or found.revoked_at or not found.account.is_active:
        return None
    if found.expires_at is not None and found.expires_at <= now:
        return None
    if found.used_at is None or now - found.used_at > _FRESH:  # not a write for every request
        Token.objects.filter(pk=found.pk).update(used_at=now, used_from=address[:64])
    account = found.account
    return found, Who(account.called, account.actor, Role(account.role), frozenset(found.scopes))
