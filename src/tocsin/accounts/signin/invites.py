"""One-time links: for the first administrator, for somebody invited, for a new password.

A link is shown once and kept as a hash. It is used up by a password that was set, never by looking at it.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from tocsin.accounts import audit
from tocsin.accounts.tokens import digest_of
from tocsin.core.rights.table import Role

if TYPE_CHECKING:
    from tocsin.accounts.models import Account, Invite

FIRST, INVITED, RESET = "first", "invited", "reset"
LASTS = {FIRST: timedelta(hours=24), INVITED: timedelta(days=7), RESET: timedelta(hours=1)}
SYSTEM = "the desk"


def first_link(base_url: str, now: datetime) -> str:
    """A link that makes the first administrator; "" when there is one already.

    Earlier ones stay good until they end: several processes may start at once.
    """
    from tocsin.accounts.models import Account

    if Account.objects.filter(role=Role.ADMINISTRATOR.value, is_active=True).exists():
        return ""
    return address(base_url, _make(FIRST, SYSTEM, now, role=Role.ADMINISTRATOR.value))


def invite(
    base_url: str, by: str, now: datetime, *, role: str, email: str = "", name: str = "", contact: str = ""
) -> str:
    """A link by which somebody makes their account with this role. Raises ValueError for an unknown role."""
    kept = {"role": Role(role).value, "email": email.strip().lower(), "name": name.strip()}
    link = address(base_url, _make(INVITED, by, now, contact=contact, **kept))
    audit.note(now, by, "account.invited", kept["email"] or kept["name"], role=kept["role"])
    return link


def reset_link(base_url: str, account: Account, by: str, now: datetime) -> str:
    """A link by which `account` gets a new password; earlier ones are void."""
    _void(now, account)
    link = address(base_url, _make(RESET, by, now, account=account))
    audit.note(now, by, "account.new-password-link", account.username)
    return link


def address(base_url: str, secret: str) -> str:
    """Where a secret leads."""
    return f"{base_url.rstrip('/')}/signin/link/{secret}/"


def find(secret: str, now: datetime) -> Invite | None:
    """The link of a secret while it is good. The first administrator's ends with the first administrator."""
    from tocsin.accounts.models import Account, Invite

    found = Invite.objects.select_related("account").filter(digest=digest_of(secret)).first()
    if found is None or found.used_at or found.expires_at <= now:
        return None
    if found.account is not None and not found.account.is_active:
        return None
    if found.purpose == FIRST:
        there = Account.objects.filter(role=Role.ADMINISTRATOR.value, is_active=True).exists()
        return None if there else found
    return found


def take(invite_: Invite, now: datetime) -> bool:
    """Uses a link up; False when somebody else was faster."""
    from tocsin.accounts.models import Invite

    taken = Invite.objects.filter(pk=invite_.pk, used_at=None).update(used_at=now)
    return bool(taken)


def _make(purpose: str, by: str, now: datetime, **kept: object) -> str:
    from tocsin.accounts.models import Invite

    secret = secrets.token_urlsafe(32)
    Invite.objects.create(
        digest=digest_of(secret), purpose=purpose, created_at=now, created_by=by[:80],
        expires_at=now + LASTS[purpose], **kept,
    )  # fmt: skip
    return secret


def _void(now: datetime, account: Account) -> None:
    from tocsin.accounts.models import Invite

    Invite.objects.filter(account=account, purpose=RESET, used_at=None).update(used_at=now)


class Taken(Exception):  # noqa: N818 (it is an answer to the person, not a failure of the program)
    """Somebody else was faster with the name, the address or the contact: the link stays good."""


def redeem(invite_: Invite, said: dict[str, str], now: datetime) -> Account | None:
    """The account that a link makes, None when the link was used meanwhile. Raises Taken.

    Role and contact are the link's, the rest is the person's.
    """
    from tocsin.accounts.models import Account

    try:
        with transaction.atomic():
            if not take(invite_, now):
                return None
            return Account.objects.create_user(
                said["username"], said["email"], said["password1"], name=said["name"], role=invite_.role,
                contact=invite_.contact, created_at=now,
            )  # fmt: skip
    except IntegrityError:
        raise Taken from None
