"""How a session stands: still good, idle for too long, or waiting for a second factor to be set up."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.accounts.signin import factors, sessions
from tocsin.web.signin import door

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest

    from tocsin.accounts.models import Account

MUST = "must"
SSO = "sso"
"""In a session: a provider vouched for this person, and asked them for what it asks for."""


def is_over(session: SessionBase, now: datetime) -> bool:
    """Whether a session was idle for longer than the rules allow."""
    return sessions.is_stale(session, now) and sessions.is_idle(session, now, door.rules_now().idle)


def refresh(request: HttpRequest, account: Account, now: datetime) -> None:
    """Writes down that a session is in use, and whether this person still has to set up a second factor."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    sessions.touch(request.session, account, door.address_of(request), agent, now)
    vouched = bool(request.session.get(SSO))
    wanted = not vouched and factors.must(account, door.rules_now())
    request.session[MUST] = wanted and not factors.has_one(account)


def lacks_factor(session: SessionBase, account: Account) -> bool:
    """Whether the person must set up a second factor before anything else."""
    if session.get(MUST) and factors.has_one(account):
        session[MUST] = False
    return bool(session.get(MUST))


def counts(session: SessionBase, now: datetime) -> bool:
    """Whether a session opens the desk: for streams, which do not pass the gate."""
    return not is_over(session, now) and not session.get(MUST)
