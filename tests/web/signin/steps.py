"""What tests of signing in do often."""

from __future__ import annotations

from typing import Any

PASSWORD = "correct horse battery staple"  # noqa: S105 (a test's)
WRONG = "wrong horse battery staple"


def first_administrator(site: Any, username: str = "ada") -> Any:
    """The first administrator, with a password."""
    account = site.account("administrator", username=username, name="Ada Lee")
    account.email = f"{username}@example.com"
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client: Any, typed: str, password: str = PASSWORD, **more: Any) -> Any:
    """Sends the form of the sign-in page."""
    return client.post("/signin/login/", {"login": typed, "password": password, **more})


def audit_lines() -> list[tuple[str, str]]:
    """Who did what, as it was written down."""
    from tocsin.accounts.models import AuditLine

    return [(line.actor, line.action) for line in AuditLine.objects.order_by("pk")]


def told(answer: Any) -> str:
    """The alert on a page, "" when there is none."""
    text = answer.content.decode()
    return text.split('role="alert">', 1)[1].split("<", 1)[0] if 'role="alert">' in text else ""


def app_code(secret: str, step: int = 0) -> str:
    """What an authenticator app shows now, or `step` half minutes later."""
    import base64
    import hashlib
    import hmac
    import struct
    import time

    counter = int(time.time()) // 30 + step  # noqa: TID251 (allauth reads this clock)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    place = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def set_up_app(client: Any) -> str:
    """Sets an authenticator app up as a person does; returns its key."""
    page = client.get("/signin/second/app/").content.decode()
    secret = page.split('<code class="key">', 1)[1].split("<", 1)[0]
    answer = client.post("/signin/second/app/", {"code": app_code(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return str(secret)
