"""A letter with a link to a new password: made and sent apart from the answer, which tells nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tocsin import bootstrap, bootstrap_site, bootstrap_worker
from tocsin.accounts.signin import invites, locks, names
from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Accepted
from tocsin.web.signin import door

LOG = logging.getLogger("tocsin.web")
INVITED_WORDS = {
    invites.FIRST: _("Make the first account. It administers the desk."),
    invites.INVITED: _("You were invited to this desk. Choose how you sign in."),
    invites.RESET: _("Choose a new password. Every session you have open will be signed out."),
}


def ask(request: HttpRequest, typed: str) -> None:
    """Somebody wants a new password for this name; nothing tells them whether anybody has it."""
    now = bootstrap.now()
    letter = locks.Key("letter", locks.name_key(typed).value)
    closed = locks.spend((letter, locks.address_key(door.address_of(request))), now)
    if closed is None:
        base = door.public_url(request)
        apart(lambda: _send(typed, base, now))
    locks.failed((letter,), now)
    door.note(request, None, "password.asked", reason="locked" if closed else "")


def apart(work: Callable[[], None]) -> None:
    """Runs it on a thread of its own, so that nobody can tell from the time what it found."""
    threading.Thread(target=_guarded, args=(work,), name="letter", daemon=True).start()


def _guarded(work: Callable[[], None]) -> None:
    from django.db import connection  # noqa: TID251 (a thread closes the connection that it opened)

    try:
        work()
    except Exception:  # nobody waits for it: the log is where it is told
        LOG.exception("a letter with a new password's link was not sent")
    finally:
        connection.close()


def _send(typed: str, base: str, now: datetime) -> None:
    account = names.find(typed)
    if account is None or not account.is_active or not account.email:
        return
    link = invites.reset_link(base, account, account.username, now)
    lines = (
        gettext("Somebody, probably you, asked for a new password of the account `%s`.") % account.username,
        gettext("Set it here, within an hour; the link works once:"),
        link,
        gettext("If it was not you, do nothing: your password stays as it is."),
    )
    letter = Outgoing(
        f"signin:{bootstrap_site.fresh_secret(12)}", "signin", "", account.actor, "email", account.email,
        gettext("A new password for the desk"), "\n\n".join(lines), False, now,
    )  # fmt: skip
    board = bootstrap_worker.switchboard(bootstrap_site.store())
    try:
        answer = board.send(letter)
    finally:
        board.close()
    if not isinstance(answer, Accepted):
        LOG.error("the letter with a link to a new password was not taken: %s", answer.why)
