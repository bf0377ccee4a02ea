"""Replies that are kept under a client's own name for its request: done once, answered alike ever after.

What is kept is written in the same transaction as what was done: both, or neither.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import Error as DatabaseError
from django.db import IntegrityError, transaction

from tocsin.accounts.webhooks.models import KeptReply
from tocsin.core.model.instant import to_micros

if TYPE_CHECKING:
    from tocsin.accounts.models import Account

__all__ = ["KEPT_FOR", "DatabaseError", "KeyReusedError", "once"]
KEPT_FOR = timedelta(hours=24)


class KeyReusedError(Exception):
    """The key stood for something else before."""


def once(
    account: Account, key: str, digest: str, now: datetime, act: Callable[[], tuple[int, str]]
) -> tuple[int, str, bool]:
    """The status and the sealed reply of `act`, carried out now or kept from before; True when it was kept.

    `digest` names what was asked. What `act` raises is kept nowhere. Raises KeyReusedError.
    """
    with transaction.atomic():
        kept, is_new = _row(account, key, digest, now)
        if not is_new:
            if kept.digest != digest:
                raise KeyReusedError(key)
            return kept.status, kept.reply, True
        kept.status, kept.reply = act()
        kept.save(update_fields=["status", "reply"])
        return kept.status, kept.reply, False


def _row(account: Account, key: str, digest: str, now: datetime) -> tuple[KeptReply, bool]:
    KeptReply.objects.filter(account=account, key=key, at__lt=to_micros(now - KEPT_FOR)).delete()
    try:
        with transaction.atomic():
            return KeptReply.objects.create(account=account, key=key, digest=digest, at=to_micros(now)), True
    except IntegrityError:
        return KeptReply.objects.get(account=account, key=key), False
