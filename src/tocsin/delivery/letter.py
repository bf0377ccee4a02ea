"""A page as an e-mail: plain UTF-8, one recipient, no header that its text could forge."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from tocsin.app.ports import Outgoing

_ADDRESS = re.compile(r"[^\s<>(),;:\\\"\[\]@\x00-\x1f\x7f]{1,64}@[^\s<>(),;:\\\"\[\]@\x00-\x1f\x7f]{1,255}")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_UNSAFE = re.compile(r"[^\x21-\x7e]+")
LONGEST_SUBJECT = 300


@dataclass(frozen=True)
class Letter:
    """What the server is told: sender and recipient of the envelope, and the content with CRLF line ends."""

    sender: str
    recipient: str
    content: bytes
    international: bool


def is_address(text: str) -> bool:
    """Whether this is one e-mail address and nothing else."""
    return bool(_ADDRESS.fullmatch(text))


def message_id(key: str, domain: str) -> str:
    """The same idempotency key is always the same Message-ID: a repeat can be told from a second page."""
    return f"<{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:32]}@{domain}>"


def letter(outgoing: Outgoing, sender: str, now: datetime) -> Letter:
    """The e-mail of one message, dated `now` (UTC). Raises ValueError when its address cannot be used."""
    recipient = outgoing.address.strip()
    if not is_address(recipient):
        raise ValueError(f"`{one_line(recipient)[:80]}` is no e-mail address: correct it in the policy")
    plain = (sender + recipient).isascii()
    message = EmailMessage(policy=policy.SMTP if plain else policy.SMTPUTF8)
    domain = sender.rpartition("@")[2]
    for name, value in _headers(outgoing, domain, now).items():
        message[name] = value
    message["From"], message["To"] = sender, recipient
    message.set_content(_speakable(outgoing.body) + "\n", cte="quoted-printable")
    return Letter(sender, recipient, message.as_bytes(), not plain)


def _headers(outgoing: Outgoing, domain: str, now: datetime) -> dict[str, str]:
    """What mail programs and people's rules look at; `References` keeps one escalation in one thread."""
    urgent = {"Importance": "high", "X-Priority": "1"} if outgoing.urgent else {}
    return {
        "Subject": one_line(outgoing.subject)[:LONGEST_SUBJECT],
        "Date": format_datetime(now),
        "Message-ID": message_id(outgoing.id, domain),
        "References": message_id(outgoing.stream, domain),
        "X-Tocsin-Escalation": _UNSAFE.sub("", outgoing.stream),
        "X-Tocsin-Page": _UNSAFE.sub("", outgoing.page or outgoing.id),
        "Auto-Submitted": "auto-generated",
        **urgent,
    }


def one_line(text: str) -> str:
    """A text without line breaks and control characters."""
    return " ".join(_BREAKS.sub(" ", _speakable(text)).split())


def _speakable(text: str) -> str:
    """Half of a character, which no encoding can carry, becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")
