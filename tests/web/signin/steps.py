"""What tests of signing in do often."""

from __future__ import annotations

from typing import Any

PASSWORD = "correct horse battery staple"
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
