"""Second factors: who has one, who must, and taking them away from somebody who lost them."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from tocsin.accounts import audit
from tocsin.accounts.signin.models import UsedCode
from tocsin.accounts.signin.rules import Rules
from tocsin.core.rights.table import Role

if TYPE_CHECKING:
    from tocsin.accounts.models import Account

WORDS = {"totp": "authenticator app", "recovery_codes": "recovery codes", "webauthn": "passkey"}
_KEPT = timedelta(minutes=10)


def kinds(account: Account) -> frozenset[str]:
    """The kinds of second factor that somebody has, among `totp`, `recovery_codes`, `webauthn`."""
    from allauth.mfa.models import Authenticator

    found = Authenticator.objects.filter(user_id=account.pk).values_list("type", flat=True)
    return frozenset(found)


def has_one(account: Account) -> bool:
    """Whether somebody has a second factor; recovery codes alone are none."""
    return bool(kinds(account) - {"recovery_codes"})


def must(account: Account, rules: Rules) -> bool:
    """Whether this role may use the desk with a second factor only."""
    return Role(account.role) in rules.factor_roles


def forget(account: Account, by: str, now: datetime) -> int:
    """Takes every second factor away from somebody who lost them; returns how many."""
    from allauth.mfa.models import Authenticator

    gone: int = Authenticator.objects.filter(user_id=account.pk).delete()[0]
    audit.note(now, by, "factor.taken-away", account.username, count=gone)
    return gone


def first_use(account: Account, digits: str, now: datetime) -> bool:
    """Whether this code was not used before; it is kept while it could be sent again, in the database."""
    UsedCode.objects.filter(at__lt=now - _KEPT).delete()
    digest = sha256(f"{account.pk}:{digits}".encode()).hexdigest()
    try:
        with transaction.atomic():
            UsedCode.objects.create(digest=digest, at=now)
    except IntegrityError:
        return False
    return True
