"""Codes and test pages go at once, the way that pages go, so that what is wrong is said now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tocsin import bootstrap_site, bootstrap_worker
from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Accepted, Refusal, Sent
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.shared.ask import Ask


def send_code(request: Ask, kind: str, address: str, code: str) -> None:
    """Sends a code to an address. Raises Refused when it surely did not go."""
    body = _("Your code is %s. It is good for 15 minutes. Nobody asked? Then throw this away.") % code
    sent = _send(request, kind, address, _("Your code for Tocsin"), body)
    if isinstance(sent, Refusal):
        raise _refused(sent.why)


def send_test(request: Ask, method: str, address: str) -> str:
    """Sends a test page; what became of it, in words. Raises Refused when it surely did not go."""
    body = _("This is a test page for %s. Nothing has happened, nobody waits for an answer.")
    sent = _send(request, method, address, _("Test page: nothing has happened"), body % request.who.name)
    if isinstance(sent, Refusal):
        raise _refused(sent.why)
    if isinstance(sent, Accepted):
        return _("The test page is on its way. Does it arrive?")
    return _("It may have been sent: %s. Does it arrive?") % sent.why


def sends() -> tuple[str, ...]:
    """The methods by which this desk sends."""
    board = bootstrap_worker.switchboard(bootstrap_site.store())
    try:
        return board.channels
    finally:
        board.close()


def _send(request: Ask, channel: str, address: str, subject: str, body: str) -> Sent:
    id_ = f"test/{bootstrap_site.fresh_secret(12)}"
    message = Outgoing(
        id_, "", "", request.who.actor, channel, address, subject, f"{body}\n", False, request.now
    )
    board = bootstrap_worker.switchboard(bootstrap_site.store())
    try:
        return board.send(message)
    finally:
        board.close()


def _refused(why: str) -> Refused:
    help_ = _("correct the address, or tell whoever runs this desk")
    return Refused(Finding("contact", _("it was not sent: %s") % why, Position.of("contact"), help_))
