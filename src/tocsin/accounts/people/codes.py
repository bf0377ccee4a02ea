"""Showing that an address is one's own: a code that was sent there, or the word of an administrator.

A code lives a quarter of an hour and stands five tries; a try is counted before it is judged. Only so many
are sent in an hour, so that nobody fills somebody else's mailbox.
"""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tocsin.accounts.people.models import ContactCode
from tocsin.core.model.finding import Finding, Position, Refused

if TYPE_CHECKING:
    from tocsin.accounts.models import Account

LASTS = timedelta(minutes=15)
TRIES = 5
SENT_AN_HOUR = 5
KEPT = timedelta(days=1)
WAITS = timedelta(days=30)
"""How long an address waits for an administrator."""
CONFIRMED = ("phone",)
"""Kinds to which nothing here can send: an administrator calls, and confirms."""
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_SPACES = re.compile(r"[\s().\-/]")


def clean_address(kind: str, said: str) -> str:
    """The address as it is used. Raises Refused for what is none."""
    text = said.strip()
    if kind == "email" and _is_email(text):
        return text
    if kind == "phone" and _PHONE.fullmatch(plain := _SPACES.sub("", text)):
        return plain
    if kind == "webhook" and _is_url(text):
        return text
    helps = {
        "email": _("write it as `name@example.com`"),
        "phone": _("write it with its country: `+49 30 123456`"),
        "webhook": _("write a whole address that begins with `https://`"),
    }
    if kind not in helps:
        raise _refused(_("`%s` is no kind of address") % kind, _("choose e-mail, phone or webhook"))
    raise _refused(_("`%s` cannot be used as an address") % text[:80], helps[kind])


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _is_url(text: str) -> bool:
    try:
        found = urlsplit(text)
        return found.scheme in ("https", "http") and bool(found.hostname) and len(text) <= 500
    except ValueError:
        return False


def fresh_code() -> str:
    """Six digits that nobody can guess in five tries."""
    return f"{secrets.randbelow(10**6):06}"


def pending(account: Account, now: datetime) -> QuerySet[ContactCode]:
    """What waits for a code or for an administrator, newest first."""
    alive = ContactCode.objects.filter(account_id=account.pk, over=False, expires_at__gt=now)
    return alive.order_by("-made_at", "-pk")


def begin(account: Account, kind: str, said: str, code: str, now: datetime) -> ContactCode:
    """Keeps an address that is to be shown; earlier ones of its kind are void.

    `code` is sent by the caller. Raises Refused for no address, and when
    too many codes were sent.
    """
    address = clean_address(kind, said)
    ContactCode.objects.filter(made_at__lt=now - max(KEPT, WAITS)).delete()
    sent = ContactCode.objects.filter(account_id=account.pk, made_at__gt=now - timedelta(hours=1)).count()
    if sent >= SENT_AN_HOUR:
        raise _refused(_("%d codes were sent within the hour") % sent, _("wait an hour, then try again"))
    ContactCode.objects.filter(account_id=account.pk, kind=kind).update(over=True)
    by_hand = kind in CONFIRMED
    made = ContactCode.objects.create(
        account_id=account.pk, kind=kind, address=address, made_at=now,
        expires_at=now + (WAITS if by_hand else LASTS),
    )  # fmt: skip
    if not by_hand:
        made.digest = _digest(made, code)
        made.save(update_fields=["digest"])
    return made


def drop(made: ContactCode) -> None:
    """It could not be sent, or nobody wants it any more."""
    ContactCode.objects.filter(pk=made.pk).update(over=True)


def show(account: Account, kind: str, said: str, now: datetime) -> str:
    """The address, now shown to be theirs. Raises Refused: wrong, over, or too many tries."""
    made = pending(account, now).filter(kind=kind).exclude(digest="").first()
    again = _("have a new code sent")
    if made is None:
        raise _refused(_("no code is awaited: it is over, or was used"), again)
    counted = ContactCode.objects.filter(pk=made.pk, over=False, tries__lt=TRIES)
    if not counted.update(tries=F("tries") + 1):
        raise _refused(_("too many wrong codes"), again)
    if not hmac.compare_digest(_digest(made, said), made.digest):
        left = TRIES - made.tries - 1
        help_ = _("tries left: %d") % left if left > 0 else again
        raise _refused(_("that is not the code that was sent"), help_)
    if not ContactCode.objects.filter(pk=made.pk, over=False).update(over=True):
        raise _refused(_("no code is awaited: it is over, or was used"), again)
    return str(made.address)


def confirm(made: ContactCode) -> str:
    """The address, on an administrator's word. Raises Refused when it no longer waits."""
    if not ContactCode.objects.filter(pk=made.pk, over=False).update(over=True):
        raise _refused(_("it no longer waits to be confirmed"), _("look at the page again"))
    return str(made.address)


def _digest(made: ContactCode, code: str) -> str:
    """Keyed with the desk's own secret: six digits alone could be found out from the database."""
    plain = "".join(letter for letter in code if letter.isascii() and letter.isdigit())
    return salted_hmac("tocsin.contact-code", f"{made.pk}:{plain}", algorithm="sha256").hexdigest()


def _refused(message: str, help_: str) -> Refused:
    return Refused(Finding("contact", message, Position.of("contact methods"), help_), usage=True)
