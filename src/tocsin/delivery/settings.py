"""The transports that the environment asks for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from tocsin.app.ports_delivery import Ping, Transport
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.delivery.deadman import Deadman
from tocsin.delivery.guard import Allowed
from tocsin.delivery.letter import is_address
from tocsin.delivery.smtp import Smtp
from tocsin.delivery.smtp_server import server
from tocsin.delivery.spool import Spool
from tocsin.delivery.switchboard import Switchboard
from tocsin.delivery.webhook import Webhook

SENDER = "tocsin@localhost"
SPOOL = "tocsin-spool"
SHORTEST_SECRET = 16


def switchboard(environ: Mapping[str, str], clock: Callable[[], datetime], home: Path) -> Switchboard:
    """All transports. Raises Refused for a setting that cannot be used, without repeating a secret.

    Without TOCSIN_SMTP_URL e-mail becomes files in the spool. TOCSIN_SPOOL names its folder and sends
    everything there that has no transport of its own; by default it is `tocsin-spool` in `home`.
    """
    sender = _sender(environ)
    rehearsal = environ.get("TOCSIN_SPOOL", "").strip()
    spool = Spool(Path(rehearsal) if rehearsal else home / SPOOL, sender, clock)
    transports: dict[str, Transport] = {"email": _mail(environ, sender, clock) or spool}
    if environ.get("TOCSIN_WEBHOOK_SECRET", ""):
        transports["webhook"] = _webhook(environ, clock)
    return Switchboard(transports, spool if rehearsal else None)


def mail_trouble(environ: Mapping[str, str], clock: Callable[[], datetime]) -> tuple[str, str]:
    """How mail stands: in words, and what is wrong with it ("" when it is fine). Raises Refused."""
    mail = _mail(environ, _sender(environ), clock)
    if mail is None:
        folder = environ.get("TOCSIN_SPOOL", "").strip() or SPOOL
        text = f"no mail server is set: messages are files in `{folder}`, and nobody hears them"
        return text, "set TOCSIN_SMTP_URL and TOCSIN_MAIL_FROM"
    trouble = mail.trouble()
    mail.close()
    return (
        (trouble, "see that the server runs, and check TOCSIN_SMTP_URL")
        if trouble
        else ("the mail server lets us in", "")
    )


def deadman(environ: Mapping[str, str]) -> Ping | None:
    """The outside dead-man switch, if one is configured. Raises Refused."""
    url = environ.get("TOCSIN_DEADMAN_URL", "").strip()
    if not url:
        return None
    if not url.startswith(("https://", "http://")):
        raise refused("TOCSIN_DEADMAN_URL", "it is no web address", "write it as `https://host/path`")
    return Deadman(url)


def refused(name: str, message: str, help_: str = "") -> Refused:
    """A setting that cannot be used."""
    return Refused(Finding("setting", f"{name}: {message}", Position.of(name), help_), usage=True)


def _sender(environ: Mapping[str, str]) -> str:
    sender = environ.get("TOCSIN_MAIL_FROM", "").strip()
    if sender and not is_address(sender):
        raise refused("TOCSIN_MAIL_FROM", "it is no e-mail address", "write it as `escalations@example.com`")
    return sender or SENDER


def _mail(environ: Mapping[str, str], sender: str, clock: Callable[[], datetime]) -> Smtp | None:
    url = environ.get("TOCSIN_SMTP_URL", "").strip()
    if not url:
        return None
    if sender == SENDER:
        help_ = "set it to the address that pages come from, like `escalations@example.com`"
        raise refused("TOCSIN_MAIL_FROM", "it is missing, while TOCSIN_SMTP_URL is set", help_)
    try:
        found = server(url)
    except ValueError as error:
        message, _, help_ = str(error).partition(": ")
        raise refused("TOCSIN_SMTP_URL", message, help_) from None
    try:
        return Smtp(found, sender, clock)
    except (OSError, ValueError):
        raise refused("TOCSIN_SMTP_URL", f"`{found.ca}` holds no certificates in PEM form") from None


def _webhook(environ: Mapping[str, str], clock: Callable[[], datetime]) -> Webhook:
    secret = environ["TOCSIN_WEBHOOK_SECRET"]
    if len(secret) < SHORTEST_SECRET:
        help_ = "make one with `openssl rand -hex 32`"
        raise refused("TOCSIN_WEBHOOK_SECRET", f"it is shorter than {SHORTEST_SECRET} characters", help_)
    return Webhook(secret, clock, allowed(environ))


def allowed(environ: Mapping[str, str]) -> Allowed:
    """The addresses inside the house that may be called. Raises Refused."""
    try:
        return Allowed.of(environ.get("TOCSIN_WEBHOOK_ALLOW", ""))
    except ValueError as error:
        message, _, help_ = str(error).partition(": ")
        raise refused("TOCSIN_WEBHOOK_ALLOW", message, help_) from None
