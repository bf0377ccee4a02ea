"""The forms of second factors: every code is counted, and taken once."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from tocsin import bootstrap
from tocsin.accounts.signin import factors, locks
from tocsin.web.signin import door

_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "20", "spellcheck": "false"}


class _Counted:
    """Counts a code before it is judged. `user` is whose code it is."""

    _hint = _("The six digits that your app shows now, or one of your recovery codes.")

    def clean_code(self) -> str:
        """The code, right and never used before. Raises ValidationError, with an end when it is closed."""
        keys = door.own_keys(context.request, "code", self.user)  # type: ignore[attr-defined]
        door.spend(context.request, keys, self.user)  # type: ignore[attr-defined]
        try:
            code = str(super().clean_code())  # type: ignore[misc]
            self._once(code)
        except forms.ValidationError:
            door.failed(context.request, keys, self.user, "code")  # type: ignore[attr-defined]
            raise
        locks.forgive(keys)
        return code

    def _once(self, code: str) -> None:
        digits = "".join(sign for sign in code if sign.isalnum())
        if not factors.first_use(self.user, digits, bootstrap.now()):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")

    def _dress(self) -> None:
        field = self.fields["code"]  # type: ignore[attr-defined]
        field.label, field.widget.attrs, field.help_text = _("Code"), dict(_CODE), self._hint


class Code(_Counted, AuthenticateForm):
    """A code on the way in."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._dress()


class CodeAgain(_Counted, ReauthenticateForm):
    """A code before something that matters."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._dress()


class NewApp(_Counted, ActivateTOTPForm):
    """The first code of a new app shows that it works; the same code does not sign in as well."""

    _hint = _("The six digits that the app shows now")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._dress()


class DropApp(DeactivateTOTPForm):
    """Takes the app away; the last factor of a role that needs one stays."""


class NewPasskey(AddWebAuthnForm):
    """A new passkey; it may sign in alone."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["name"].label = _("What to call it")
        self.fields["name"].max_length = 60
        self.fields["passwordless"].label = _("Also sign in with it alone, without a password")
        self.fields["passwordless"].help_text = ""


class PasskeyName(EditWebAuthnForm):
    """What a passkey is called."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["name"].label = _("What to call it")
        self.fields["name"].max_length = 60


class PasskeyLogin(LoginWebAuthnForm):
    """A passkey instead of name and password."""

    def clean_credential(self) -> Any:
        """The passkey, known here, of an account that is switched on. Raises ValidationError."""
        try:
            found = super().clean_credential()
            if not found.user.is_active:
                raise get_adapter().validation_error("incorrect_code")
        except forms.ValidationError:
            door.note(context.request, None, "signin.failed", by="passkey")
            raise forms.ValidationError(
                _("This passkey is not known here, or it took too long."), code="passkey"
            ) from None
        return found
