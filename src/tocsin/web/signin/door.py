"""What every way in shares: from where somebody comes, what tries are counted for, what is written down."""

from __future__ import annotations

import ipaddress
import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from tocsin import bootstrap, bootstrap_site
from tocsin.accounts import audit
from tocsin.accounts.signin import locks, names, rules
from tocsin.web.shared.spans import short

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from tocsin.accounts.models import Account

DEVICE_COOKIE = "tocsin_device"
_DEVICE_SALT = "tocsin.device"
_DEVICE_LASTS = timedelta(days=180)
NOWHERE = "0.0.0.0"  # noqa: S104 (not bound to: what is kept when nobody says where they are)


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from; the server has seen to trusted proxies already."""
    try:
        return str(ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")))
    except ValueError:  # a socket of this machine
        return NOWHERE


def public_url(request: HttpRequest) -> str:
    """Where people reach this desk: TOCSIN_URL, else as this request was sent."""
    said = os.environ.get("TOCSIN_URL", "").strip().rstrip("/")
    return said or request.build_absolute_uri("/").rstrip("/")


def rules_now() -> rules.Rules:
    """The rules of signing in that hold."""
    return rules.read(os.environ)


def try_keys(request: HttpRequest, typed: str) -> tuple[locks.Key, ...]:
    """What a try with this name counts for.

    A browser in which this person signed in before has a count of its own: strangers who guess cannot
    lock out somebody who is on call.
    """
    account = names.find(typed)
    nonce = _known_device(request, account)
    own = locks.Key("device", nonce) if nonce else locks.name_key(typed)
    return own, locks.address_key(address_of(request))


def own_keys(request: HttpRequest, kind: str, account: Account) -> tuple[locks.Key, ...]:
    """What a try of somebody already half inside counts for: `again` (password) or `code`."""
    return locks.Key(kind, str(account.pk)), locks.address_key(address_of(request))


def spend(request: HttpRequest, keys: tuple[locks.Key, ...], who: Account | None) -> None:
    """Counts a try. Raises ValidationError that says until when it is closed."""
    now = bootstrap.now()
    closed = locks.spend(keys, now)
    if closed is not None:
        note(request, who, "signin.refused", reason="locked")
        raise closed_error(closed, now)


def failed(request: HttpRequest, keys: tuple[locks.Key, ...], who: Account | None, by: str) -> None:
    """Writes a failed try down. Raises ValidationError when that was the last one for now."""
    now = bootstrap.now()
    note(request, who, "signin.failed", by=by)
    closed = locks.failed(keys, now)
    if closed is not None:
        note(request, who, "signin.locked", by=by, until=closed.isoformat())
        raise closed_error(closed, now)


def closed_error(until: datetime, now: datetime) -> ValidationError:
    """Until when nobody is let in, and the way out."""
    text = gettext(
        "Too many tries failed. You can try again at %(time)s UTC (in %(span)s); "
        "an administrator can let you in sooner."
    )
    shown = until + timedelta(seconds=59)  # never a minute too early
    return ValidationError(text % {"time": f"{shown:%H:%M}", "span": short(shown - now)}, code="closed")


def note(request: HttpRequest, who: Account | None, action: str, object_: str = "", **detail: Any) -> None:
    """A line in the audit log. What a stranger typed as a name is not kept: it may be a password."""
    name = who.username if who is not None else "?"
    audit.note(bootstrap.now(), name, action, object_ or name, address_of(request), **detail)


def remember_device(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """Lets this browser be known again as one in which this person signed in."""
    if _known_device(request, account):
        return
    kept = signing.dumps({"of": account.pk, "nonce": bootstrap_site.fresh_secret(16)}, salt=_DEVICE_SALT)
    response.set_cookie(
        DEVICE_COOKIE, kept, max_age=int(_DEVICE_LASTS.total_seconds()), httponly=True, samesite="Lax",
        secure=request.is_secure(), path="/signin/",
    )  # fmt: skip


def _known_device(request: HttpRequest, account: Account | None) -> str:
    try:
        kept = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=_DEVICE_SALT, max_age=_DEVICE_LASTS)
    except signing.BadSignature:
        return ""
    return str(kept["nonce"]) if account is not None and kept.get("of") == account.pk else ""
