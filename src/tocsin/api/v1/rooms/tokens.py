"""Tokens: made once, shown once, ended at any time."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from tocsin import bootstrap_site
from tocsin.accounts import audit, tokens
from tocsin.accounts.models import Token
from tocsin.api.v1.asking import Asker, asker
from tocsin.api.v1.cursor import cursor
from tocsin.api.v1.cursor import number as number_in
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.reply import nothing, reply
from tocsin.api.v1.says import people as says
from tocsin.api.v1.values import Count
from tocsin.api.v1.wants.people import Tokens, TokenWanted
from tocsin.app.doing import require
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso
from tocsin.core.rights.actions import Action

router = Router(tags=["People"])
MOST = 50
OWN = Told(Action.TOKENS_OWN)


@endpoint(router, "GET", "/tokens", OWN, says=says.Tokens)
def list_tokens(request: HttpRequest, asked: Query[Tokens]) -> HttpResponse:
    """List your tokens, or everybody's; never their secrets."""
    who = asker(request)
    found = Token.objects.select_related("account").order_by("-pk")
    if asked.everyone:
        require(who.who, Action.TOKENS_MANAGE)
    else:
        found = found.filter(account=who.account)
    if asked.after:
        found = found.filter(pk__lt=number_in(asked.after))
    page = list(found[: asked.limit + 1])
    more = cursor(page[asked.limit - 1].pk) if len(page) > asked.limit else None
    return reply({"items": [_token(each) for each in page[: asked.limit]], "next": more})


@endpoint(
    router, "POST", "/tokens", Told(Action.TOKENS_OWN, key=True), says=says.NewToken, status=201, keep=True
)
def make_token(request: HttpRequest, wanted: TokenWanted) -> HttpResponse:
    """Make a token for your own account. Its secret is in this answer, and nowhere else.

    A token makes no token that may more than itself, nor one that holds longer.
    """
    who = asker(request)
    _refuse_more(who, wanted)
    secret = tokens.PREFIX + bootstrap_site.fresh_secret()
    until = _until(who, wanted)
    made = tokens.make(who.account, wanted.name, wanted.scopes, secret, who.now, until)
    told = {"scopes": sorted(set(wanted.scopes)), "owner": who.account.username}
    audit.note(who.now, who.account.username, "token.made", wanted.name, who.address, **told)
    return reply({**_token(made), "secret": secret}, 201)


@endpoint(router, "DELETE", "/tokens/{number}", OWN, says=None, status=204)
def revoke_token(request: HttpRequest, number: Count) -> HttpResponse:
    """End a token of yours, or anybody's if you manage tokens: the next request with it is refused."""
    who = asker(request)
    found = Token.objects.select_related("account").filter(pk=number, revoked_at=None).first()
    if found is None or found.account.pk != who.account.pk:
        require(who.who, Action.TOKENS_MANAGE)
    if found is None:
        text = f"there is no token {number} that holds"
        raise Refused(Finding("unknown-token", text, Position.of("path"), "see `GET /tokens`"))
    found.revoked_at = who.now
    found.save(update_fields=["revoked_at"])
    owner = found.account.username
    audit.note(who.now, who.account.username, "token.revoked", found.name, who.address, owner=owner)
    return nothing()


def _until(who: Asker, wanted: TokenWanted) -> datetime | None:
    own: datetime | None = who.token.expires_at if who.token else None
    if own is None:
        return wanted.expires_at
    return min(own, wanted.expires_at or own)


def _refuse_more(who: Asker, wanted: TokenWanted) -> None:
    more = sorted(set(wanted.scopes) - who.who.scopes) if who.who.scopes is not None else []
    if more:
        text = f"this token has no scope {', '.join(f'`{scope}`' for scope in more)} to pass on"
        help_ = "sign in to the desk and make it there"
        raise Refused(Finding("forbidden", text, Position.of("body scopes"), help_))
    if Token.objects.filter(account=who.account, revoked_at=None).count() >= MOST:
        text = f"you have {MOST} tokens"
        raise Refused(Finding("not-possible", text, Position.of("tokens"), "revoke what is no longer used"))
    if wanted.expires_at is not None and wanted.expires_at <= who.now:
        text = f"it would be over already: `{iso(wanted.expires_at)}`"
        raise Refused(Finding("expires", text, Position.of("body expires_at"), "give a later instant"))


def _token(token: Token) -> dict[str, object]:
    return {
        "id": token.pk, "name": token.name, "account": token.account.username, "hint": token.hint,
        "scopes": token.scopes, "created_at": iso(token.created_at),
        "expires_at": iso(token.expires_at) if token.expires_at else None,
        "used_at": iso(token.used_at) if token.used_at else None, "used_from": token.used_from,
        "revoked": token.revoked_at is not None,
    }  # fmt: skip
