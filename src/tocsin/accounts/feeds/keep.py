"""Calendar addresses: made, found by their secret, renewed, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tocsin.accounts.tokens import digest_of

if TYPE_CHECKING:
    from tocsin.accounts.feeds.models import Feed
    from tocsin.accounts.models import Account

MOST = 12
"""Addresses that one account may have at once."""
_FRESH = timedelta(minutes=5)


def feeds_of(account: Account) -> Sequence[Feed]:
    """An account's addresses, the oldest first."""
    from tocsin.accounts.feeds.models import Feed

    return list(Feed.objects.filter(account=account).order_by("id"))


def make(account: Account, rotation: str, secret: str, now: datetime) -> Feed:
    """Keeps an address. `secret` is made by the composition root and shown once. Raises ValueError."""
    from tocsin.accounts.feeds.models import Feed

    if Feed.objects.filter(account=account).count() >= MOST:
        raise ValueError(f"there are {MOST} addresses already: end one that nobody uses")
    return Feed.objects.create(
        account=account, rotation=rotation, digest=digest_of(secret), hint=secret[-4:], created_at=now
    )


def renew(account: Account, number: int, secret: str, now: datetime) -> Feed | None:
    """The same calendar under another address; the old one is nobody's from now on."""
    from tocsin.accounts.feeds.models import Feed

    mine = Feed.objects.filter(account=account, pk=number)
    new = {"digest": digest_of(secret), "hint": secret[-4:], "created_at": now, "used_at": None}
    return mine.get() if mine.update(**new) else None


def end(account: Account, number: int) -> bool:
    """Ends an address; False when it is none of theirs."""
    from tocsin.accounts.feeds.models import Feed

    return bool(Feed.objects.filter(account=account, pk=number).delete()[0])


def find(secret: str, now: datetime) -> Feed | None:
    """The calendar of a secret; None for one that nobody has, or whose account is switched off."""
    from tocsin.accounts.feeds.models import Feed

    found = Feed.objects.select_related("account").filter(digest=digest_of(secret)).first()
    if found is None or not found.account.is_active:
        return None
    if found.used_at is None or now - found.used_at > _FRESH:  # not a write for every request
        Feed.objects.filter(pk=found.pk).update(used_at=now)
    return found
