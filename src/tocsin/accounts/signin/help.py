"""What an administrator does for somebody who cannot get in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.accounts import audit
from tocsin.accounts.signin import factors, invites, locks, sessions
from tocsin.accounts.signin.models import Lock

if TYPE_CHECKING:
    from tocsin.accounts.models import Account


@dataclass(frozen=True)
class Standing:
    """How somebody stands with signing in. `locked` is the end of a lock-out, None when there is none."""

    locked: datetime | None
    factors: frozenset[str]
    has_password: bool
    sessions: tuple[sessions.Session, ...]


def keys_of(account: Account) -> tuple[locks.Key, ...]:
    """Everything that tries are counted for and that belongs to this person."""
    own = str(account.pk)
    named = [locks.name_key(said) for said in (account.username, account.email) if said]
    return (*named, locks.Key("again", own), locks.Key("code", own))


def standing(account: Account, now: datetime) -> Standing:
    """How somebody stands with signing in."""
    return Standing(
        locks.closed_until(keys_of(account), now),
        factors.kinds(account),
        account.has_usable_password(),
        tuple(sessions.of(account, None)),
    )


def unlock(account: Account, by: str, now: datetime) -> None:
    """Ends every lock-out of this person."""
    digests = [key.digest for key in keys_of(account)]
    Lock.objects.filter(digest__in=digests).delete()
    audit.note(now, by, "signin.unlocked", account.username)


def new_password(account: Account, base_url: str, by: str, now: datetime) -> str:
    """A one-time link to a new password, to be handed over; lock-outs end as well."""
    unlock(account, by, now)
    return invites.reset_link(base_url, account, by, now)


def forget_factors(account: Account, by: str, now: datetime) -> None:
    """Takes second factors away, and ends every session: whoever lost a phone may have lost more."""
    factors.forget(account, by, now)
    sessions.end_all(account)


def sign_out(account: Account, by: str, now: datetime) -> int:
    """Ends every session of this person; returns how many."""
    ended = sessions.end_all(account)
    audit.note(now, by, "session.ended", account.username, count=ended)
    return ended
