"""Idempotency-Key: the same request again does nothing and hears what it heard the first time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse

from tocsin import bootstrap_site
from tocsin.accounts.webhooks import replies
from tocsin.api.v1.asking import asker
from tocsin.api.v1.problem import Trouble
from tocsin.core.model.finding import Finding, Position

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[!-~]{1,200}")


def key_of(request: HttpRequest) -> str:
    """The request's key, "" when it has none. Raises Trouble."""
    key = request.headers.get(HEADER)
    if key is None:
        return ""
    if not _KEY.fullmatch(key):
        text = f"`{HEADER}` is 1 to 200 visible letters of ASCII, without spaces"
        found = Finding("header", text, Position.of(f"header {HEADER}"), "use a new UUID for each request")
        raise Trouble("bad-request", text, [found])
    return key


def desk_key(request: HttpRequest) -> str:
    """The key as the desk keeps it: an account's keys are its own."""
    key = key_of(request)
    return f"api:{asker(request).account.pk}:{key}" if key else ""


def once(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Carries it out, or answers what was answered before. Raises Trouble when the key stood for another."""
    key, who = key_of(request), asker(request)
    if not key:
        return act()
    made: list[HttpResponse] = []

    def sealed() -> tuple[int, str]:
        made.append(act())
        return made[0].status_code, _sealed(made[0])

    try:
        status, reply, again = replies.once(who.account, key, _digest(request), who.now, sealed)
    except replies.KeyReusedError:
        raise _reused(key) from None
    return _opened(status, reply) if again else made[0]


def _opened(status: int, reply: str) -> HttpResponse:
    said = json.loads(bootstrap_site.secrets().decrypt(reply.encode()))
    headers = {**said["headers"], "Idempotent-Replayed": "true"}
    return HttpResponse(said["body"], status=status, headers=headers)


def _sealed(response: HttpResponse) -> str:
    """Encrypted, for an answer may show a secret, once."""
    said = {"body": response.content.decode(), "headers": dict(response.items())}
    return bootstrap_site.secrets().encrypt(json.dumps(said).encode()).decode()


def _reused(key: str) -> Trouble:
    text = f"the key `{key}` was used before, for something else"
    found = Finding("key-reused", text, Position.of(f"header {HEADER}"), "use a new key for a new request")
    return Trouble("unusable", text, [found])


def _digest(request: HttpRequest) -> str:
    asked = f"{request.method} {request.get_full_path()}\n".encode()
    return sha256(asked + request.body).hexdigest()
