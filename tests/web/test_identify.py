"""A stream and a page know the same person behind the same cookie, or nobody."""

from __future__ import annotations

from typing import Any

from tests.site import Site
from tocsin.site.identify import identify


def scope(cookie: str = "", bearer: str = "") -> dict[str, Any]:
    headers = [(b"cookie", f"tocsin_session={cookie}".encode())] if cookie else []
    headers += [(b"authorization", f"Bearer {bearer}".encode())] if bearer else []
    return {"type": "http", "path": "/live", "headers": headers}


def test_the_session_of_a_page_opens_the_stream_for_the_same_person(site: Site) -> None:
    client = site.client("lead", "amir-haddad")
    assert client.get("/").status_code == 200
    who = identify(scope(client.cookies["tocsin_session"].value))
    assert who is not None
    assert (who.actor, who.role) == ("amir-haddad", "lead")


def test_after_signing_out_the_same_cookie_opens_neither(site: Site) -> None:
    client = site.client("lead", "amir-haddad")
    cookie = client.cookies["tocsin_session"].value
    client.logout()
    assert identify(scope(cookie)) is None


def test_an_account_that_was_switched_off_opens_neither(site: Site) -> None:
    client = site.client("lead", "amir-haddad")
    account = site.account("lead", "amir-haddad")
    account.is_active = False
    account.save()
    assert identify(scope(client.cookies["tocsin_session"].value)) is None
    assert client.get("/").status_code == 302


def test_a_token_is_known_until_it_is_revoked(site: Site) -> None:
    secret = site.token("agent", ("read",))
    who = identify(scope(bearer=secret))
    assert who is not None
    assert who.scopes == frozenset({"read"})
    from tocsin.accounts.models import Token

    Token.objects.update(revoked_at=site.now)
    assert identify(scope(bearer=secret)) is None


def test_a_made_up_cookie_or_token_is_nobody(site: Site) -> None:
    assert identify(scope("nothing")) is None
    assert identify(scope(bearer="tocsin_nothing")) is None
    assert identify(scope()) is None
