"""Finding the account that somebody means: by user name or by e-mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from tocsin.accounts.models import Account

LONGEST = 254


def find(typed: str) -> Account | None:
    """The account with this user name or address, capitals or not; the user name wins."""
    from tocsin.accounts.models import Account

    wanted = typed.strip()[: LONGEST + 1].lower()
    if not wanted or "\x00" in wanted:
        return None
    found = list(Account.objects.filter(Q(username=wanted) | Q(email=wanted))[:2])
    return next((account for account in found if account.username == wanted), found[0] if found else None)


def free_username(wanted: str) -> str:
    """A user name like this that nobody has: letters, digits, dots, dashes, underscores."""
    from tocsin.accounts.models import Account

    base = "".join(sign for sign in wanted.partition("@")[0].lower() if sign.isalnum() or sign in "._-")[:50]
    base = base or "user"
    taken = set(Account.objects.filter(username__startswith=base).values_list("username", flat=True))
    return next(name for name in (base, *(f"{base}{n}" for n in range(2, 10_000))) if name not in taken)
