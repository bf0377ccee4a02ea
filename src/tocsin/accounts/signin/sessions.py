"""Sessions: where somebody is signed in, since when, and ending them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tocsin.accounts.signin.devices import device, is_phone

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from tocsin.accounts.models import Account

SEEN = "seen"
FRESH = timedelta(minutes=1)
"""How old `last seen` may become before it is written again: a write for every page would be too many."""


@dataclass(frozen=True)
class Session:
    """One place where somebody is signed in. `here`: the one that asks."""

    id: int
    device: str
    phone: bool
    address: str
    since: datetime
    seen: datetime
    here: bool


def seen_at(session: SessionBase | dict[str, Any]) -> datetime | None:
    """When a session was last used, as far as it says."""
    said = session.get(SEEN)
    return datetime.fromtimestamp(said, UTC) if isinstance(said, (int, float)) else None


def is_idle(session: SessionBase | dict[str, Any], now: datetime, idle: timedelta) -> bool:
    """Whether a session was not used for longer than the rules allow."""
    seen = seen_at(session)
    return seen is not None and now - seen > idle


def is_stale(session: SessionBase | dict[str, Any], now: datetime) -> bool:
    """Whether `last seen` is to be written again."""
    seen = seen_at(session)
    return seen is None or abs(now - seen) >= FRESH


def touch(session: SessionBase, account: Account, address: str, agent: str, now: datetime) -> None:
    """Writes down that a session is in use: when, from where, with what."""
    from allauth.usersessions.models import UserSession

    session[SEEN] = now.timestamp()
    if not session.session_key:
        session.save()
    told = {"user": account, "ip": address, "user_agent": agent[:200], "last_seen_at": now}
    made = {**told, "created_at": now}
    UserSession.objects.update_or_create(session_key=session.session_key, defaults=told, create_defaults=made)


def of(account: Account, here: str | None) -> list[Session]:
    """Where somebody is signed in, the latest first; what ended meanwhile is forgotten."""
    from allauth.usersessions.models import UserSession

    found = UserSession.objects.purge_and_list(account)
    shown = [
        Session(
            row.pk, device(row.user_agent), is_phone(row.user_agent), row.ip, row.created_at,
            row.last_seen_at, row.session_key == here,
        )
        for row in found
    ]  # fmt: skip
    return sorted(shown, key=lambda one: (not one.here, -one.seen.timestamp()))


def end(account: Account, id_: int) -> bool:
    """Ends one session of this person; False when they have none of this id."""
    from allauth.usersessions.models import UserSession

    found = UserSession.objects.filter(user_id=account.pk, pk=id_).first()
    if found is not None:
        found.end()
    return found is not None


def end_all(account: Account, but: str | None = None) -> int:
    """Ends every session of this person except the one with the key `but`; returns how many."""
    from allauth.usersessions.models import UserSession

    found = list(UserSession.objects.filter(user_id=account.pk).exclude(session_key=but or ""))
    for row in found:
        row.end()
    return len(found)


def sweep() -> int:
    """Forgets sessions that are over, by Django's own clock, which set their ends; returns how many."""
    from django.contrib.sessions.models import Session as Kept
    from django.utils import timezone

    gone: int = Kept.objects.filter(expire_date__lt=timezone.now()).delete()[0]
    return gone
