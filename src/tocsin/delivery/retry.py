"""The retry table: which answers of a server are final, as data (A4.5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Rule:
    """Answers `low` to `high`, in these phases of the conversation, are `permanent` or worth a repeat."""

    phases: tuple[str, ...]
    low: int
    high: int
    permanent: bool


OURS = ("greeting", "hello", "tls", "login", "sender")
"""Phases in which nothing was said about the recipient: a refusal here is about us, and gets mended."""
THEIRS = ("recipient", "data", "body")

SMTP = (
    Rule(OURS, 400, 599, permanent=False),
    Rule(THEIRS, 400, 499, permanent=False),  # greylisting, a full mailbox, a server that is busy
    Rule(THEIRS, 552, 552, permanent=False),  # the mailbox is full: it is emptied some day
    Rule(THEIRS, 500, 599, permanent=True),
)
HTTP = (
    Rule(("answer",), 300, 399, permanent=True),  # a redirect is not followed
    Rule(("answer",), 408, 408, permanent=False),
    Rule(("answer",), 425, 425, permanent=False),
    Rule(("answer",), 429, 429, permanent=False),
    Rule(("answer",), 400, 499, permanent=True),
    Rule(("answer",), 500, 599, permanent=False),
)


def is_permanent(table: tuple[Rule, ...], phase: str, code: int) -> bool:
    """What the first rule that fits says; a code that no rule names is worth a repeat."""
    found = (r.permanent for r in table if phase in r.phases and r.low <= code <= r.high)
    return next(found, False)


def retry_after(text: str, now: datetime) -> timedelta | None:
    """The wait in a `Retry-After` header, seconds or an HTTP date: 0 to 1 h, None when unreadable."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=min(int(text[:9]), 10**6)), LONGEST_WAIT)
    try:
        wait = parsedate_to_datetime(text) - now
    except (ValueError, TypeError):
        return None
    return min(max(wait, timedelta()), LONGEST_WAIT)
