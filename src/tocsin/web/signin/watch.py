"""What happens to passwords, factors and links to providers is written into the audit log."""

from __future__ import annotations

from typing import Any

from tocsin.accounts.signin import sessions
from tocsin.web.signin import door


def connect() -> None:
    """Listens to allauth, once a process."""
    from allauth.account import signals as account
    from allauth.mfa import signals as mfa

    for signal, receiver in (
        (account.password_changed, _password),
        (account.password_set, _password),
        (mfa.authenticator_added, _added),
        (mfa.authenticator_removed, _removed),
        (mfa.authenticator_reset, _reset),
    ):
        signal.connect(receiver, dispatch_uid=f"tocsin.{receiver.__name__}")


def _password(sender: object, request: Any, user: Any, **_: Any) -> None:
    """A new password ends every other session."""
    sessions.end_all(user, request.session.session_key)
    door.note(request, user, "password.changed")


def _added(sender: object, request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    door.note(request, user, "factor.added", kind=authenticator.type)


def _removed(sender: object, request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    door.note(request, user, "factor.removed", kind=authenticator.type)


def _reset(sender: object, request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    door.note(request, user, "factor.renewed", kind=authenticator.type)
