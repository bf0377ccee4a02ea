"""Who asks: a bearer token, or the session of the desk's own pages; and how much they may ask."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from ninja.utils import check_csrf

from tocsin import bootstrap, bootstrap_site
from tocsin.accounts import tokens
from tocsin.accounts.webhooks.allowance import Allowances, Spent
from tocsin.api.v1.problem import Trouble
from tocsin.core.model.finding import Finding, Position
from tocsin.core.rights.decide import Who

if TYPE_CHECKING:
    from tocsin.accounts.models import Account, Token

SAFE = ("GET", "HEAD", "OPTIONS")
STRANGERS = 600
"""Requests a minute from an address without a valid token or session."""
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="tocsin"'}
_allowances = Allowances()


@dataclass(frozen=True)
class Asker:
    """Who asks, in the words of the table of rights, with their account and the token that they used."""

    who: Who
    account: Account
    token: Token | None
    now: datetime
    address: str

    @property
    def subject(self) -> str:
        """Whose allowance is spent."""
        return f"token:{self.token.pk}" if self.token else f"account:{self.account.pk}"


def asker(request: HttpRequest) -> Asker:
    """Who asks this. Raises Trouble, kind `not-signed-in`, for a stranger."""
    return cast("Asker", cast("Any", request).asker)


def admit(request: HttpRequest) -> Spent:
    """Finds out who asks, keeps it at the request, and takes one from their allowance. Raises Trouble."""
    now, address = bootstrap.now(), address_of(request)
    try:
        found = _asker(request, now, address)
    except Trouble as trouble:
        if trouble.kind == "not-signed-in":
            spend(f"address:{address}", STRANGERS, now)
        raise
    cast("Any", request).asker = found
    return spend(found.subject, bootstrap_site.api_rate(), now)


def spend(subject: str, limit: int, now: datetime) -> Spent:
    """Takes one request. Raises Trouble, kind `too-many`, when nothing is left."""
    spent = _allowances.spend(subject, limit, now)
    if not spent.passes:
        text = f"{limit} requests a minute are the most; the next minute begins in {spent.reset} s"
        raise Trouble("too-many", text, headers={"Retry-After": str(spent.reset), **limits(spent)})
    return spent


def limits(spent: Spent) -> dict[str, str]:
    """The headers that tell how much is left."""
    if not spent.limit:
        return {}
    told = {"Limit": spent.limit, "Remaining": spent.left, "Reset": spent.reset}
    return {f"RateLimit-{name}": str(value) for name, value in told.items()}


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from; of IPv6 the network, for one machine has many."""
    said = str(request.META.get("REMOTE_ADDR", "")).partition("%")[0]
    try:
        found = ipaddress.ip_address(said)
    except ValueError:
        return said[:60]
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return said


def _asker(request: HttpRequest, now: datetime, address: str) -> Asker:
    header = request.headers.get("Authorization")
    if header is not None:
        return _by_token(header, now, address)
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated or not account.is_active:
        raise stranger("send a token: `Authorization: Bearer tocsin_…`")
    if request.method not in SAFE and check_csrf(request) is not None:
        help_ = "send the page's token as `X-CSRFToken`, or use an API token"
        raise Trouble(
            "forbidden",
            "a session may change something only from the desk's own pages",
            [Finding("csrf", "the request carries no token of the page", Position.of("header"), help_)],
        )
    return Asker(account.who, account, None, now, address)


def _by_token(header: str, now: datetime, address: str) -> Asker:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise stranger("write the header as `Authorization: Bearer tocsin_…`")
    found = tokens.find(secret.strip(), now, address)
    if found is None:
        raise stranger("make a new token in the settings: this one is unknown, revoked or over")
    token, who = found
    return Asker(who, token.account, token, now, address)


def stranger(help_: str) -> Trouble:
    """Nobody is signed in."""
    text = "this needs a token, or somebody who is signed in"
    where = Position.of("header Authorization")
    return Trouble("not-signed-in", text, [Finding("not-signed-in", text, where, help_)], _CHALLENGE)
