"""A line of the audit log about what somebody did on a page: who, when, from where."""

from __future__ import annotations

from typing import Any

from tocsin.accounts import audit
from tocsin.web.shared.ask import Ask


def note(request: Ask, action: str, object_: str = "", **detail: Any) -> None:
    """Adds the line. What is called like a secret is never written."""
    address = request.META.get("REMOTE_ADDR") or ""
    audit.note(request.now, request.account.username, action, object_, address, **detail)
