"""Passwords: argon2, long, not commonly known; nothing else is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from tocsin.accounts.signin import names

if TYPE_CHECKING:
    from django.http import HttpRequest

    from tocsin.accounts.models import Account

HINT = gettext_lazy("At least 12 characters. Several words are good; it needs no digits or signs.")
SHORTEST = 12
LONGEST = 1000
"""Nobody types more; hashing more would be work that a stranger could ask for."""


class Hasher(Argon2PasswordHasher):
    """Argon2id as OWASP advises: 46 MiB in one lane, so that several sign-ins fit into a small machine."""

    time_cost = 2
    memory_cost = 47104
    parallelism = 1


class Rules:
    """Django's validator of new passwords (`AUTH_PASSWORD_VALIDATORS`)."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raises ValidationError with what to do about it."""
        trouble = weakness(password, user)
        if trouble:
            raise ValidationError(trouble, code="weak")

    def get_help_text(self) -> str:
        """What a new password must be."""
        return str(HINT)


def weakness(password: str, account: Account | None = None) -> str:
    """What is wrong with a new password, "" when nothing is."""
    if len(password) < SHORTEST:
        return gettext("This has %(count)s characters: use at least 12.") % {"count": len(password)}
    if len(password) > LONGEST:
        return gettext("This is longer than 1000 characters: use a shorter one.")
    if _is_common(password) or len(set(password)) < 5:
        return gettext("Many people use this one, so it is guessed first: choose another.")
    mine = {account.username, account.email, account.name} if account else set()
    if password.casefold() in {said.casefold() for said in mine if said}:
        return gettext("This is your name: choose something that nobody can look up.")
    return ""


def _is_common(password: str) -> bool:
    """Also what is a common one written twice or with digits behind it."""
    validator = CommonPasswordValidator()
    bare = password.rstrip("0123456789!.")
    half = password[: len(password) // 2]
    said = [password, bare, *([half] if half * 2 == password else [])]
    try:
        for one in said:
            validator.validate(one)
    except ValidationError:
        return True
    return False


class Backend(BaseBackend):
    """Checks a name and a password: one hash for every answer, whether there is such an account or not."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Account | None:
        """The account, or None; an account that is switched off is like none."""
        if username is None or password is None or len(password) > LONGEST:
            return None
        account = names.find(username)
        if account is None:
            make_password(password)
            return None
        fine = account.check_password(password)  # an unusable password costs a hash as well
        return account if fine and account.is_active else None

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session; one that is switched off has none."""
        from tocsin.accounts.models import Account

        return Account.objects.filter(pk=user_id, is_active=True).first()
