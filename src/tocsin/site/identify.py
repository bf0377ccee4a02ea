"""Who asks for a stream: by the session or a token; called in a thread, since it reads the database."""

from __future__ import annotations

from collections.abc import MutableMapping
from http.cookies import SimpleCookie
from typing import Any

from tocsin import bootstrap
from tocsin.accounts import tokens
from tocsin.core.rights.decide import Who
from tocsin.web.signin.standing import counts

_BEARER = "bearer "


def identify(scope: MutableMapping[str, Any]) -> Who | None:
    """The person behind a request that does not pass Django's middleware, or None."""
    headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
    given = headers.get("authorization", "")
    if given.lower().startswith(_BEARER):
        found = tokens.find(given[len(_BEARER) :].strip(), bootstrap.now())
        return found[1] if found else None
    return _of_session(headers.get("cookie", ""))


def _of_session(cookies: str) -> Who | None:
    """As Django's own middleware finds them: the session's account, while its password is the same."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import get_user
    from django.http import HttpRequest

    jar: SimpleCookie = SimpleCookie()
    jar.load(cookies)
    kept = jar.get(settings.SESSION_COOKIE_NAME)
    if kept is None:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(kept.value)
    account = get_user(request)
    who: Who | None = getattr(account, "who", None)
    if who is None or not account.is_authenticated or not account.is_active:
        return None
    return who if counts(request.session, bootstrap.now()) else None
