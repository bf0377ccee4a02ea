"""The audit log: what was done to accounts, tokens, settings and policies, by whom, from where."""

from __future__ import annotations

from datetime import datetime
from typing import Any

_HIDDEN = ("password", "secret", "token", "code", "key")


def note(at: datetime, actor: str, action: str, object_: str = "", address: str = "", **detail: Any) -> None:
    """Adds a line. `at` is aware UTC. What is called like a secret is never written."""
    from tocsin.accounts.models import AuditLine

    kept = {name: value for name, value in detail.items() if not any(word in name for word in _HIDDEN)}
    AuditLine.objects.create(
        at=at, actor=actor[:80], action=action, object=object_[:200], detail=kept, address=address[:64]
    )
