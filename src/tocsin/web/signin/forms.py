"""The forms of names and passwords."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, SetPasswordForm
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tocsin.accounts.signin import names, passwords

_NAMED = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class Login(LoginForm):
    """User name or address, and password. Both wrong, one wrong or no such account: the same answer."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["login"].label = _("User name or e-mail")
        self.fields["login"].max_length = names.LONGEST
        self.fields["login"].widget.attrs = {"autocomplete": "username webauthn", "autocapitalize": "none",
                                             "spellcheck": "false"}  # fmt: skip
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}

    def user_credentials(self) -> dict[str, str]:
        """What is checked."""
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data.get("password", "")}


class Again(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}


def _ours(form: forms.Form, *new: str) -> None:
    """Our labels, and nothing written into empty boxes."""
    for name, label in zip(new, (_("New password"), _("New password, once more")), strict=True):
        form.fields[name].label, form.fields[name].help_text = label, ""
        form.fields[name].widget.attrs = {"autocomplete": "new-password"}
    form.fields[new[0]].help_text = passwords.HINT


class Change(ChangePasswordForm):
    """The old password, and a new one twice."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _ours(self, "password1", "password2")
        self.fields["oldpassword"].label, self.fields["oldpassword"].help_text = _("Password until now"), ""
        self.fields["oldpassword"].widget.attrs = {"autocomplete": "current-password"}

    def clean_oldpassword(self) -> str:
        """Counted like any other try: whoever sits at an open session guesses no better."""
        said = str(self.cleaned_data["oldpassword"])
        if not get_adapter().reauthenticate(self.user, said):
            raise get_adapter().validation_error("enter_current_password")
        return said


class First(SetPasswordForm):
    """A password for somebody who came by a provider until now."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _ours(self, "password1", "password2")


def _secret(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": str(passwords.SHORTEST)})
    return forms.CharField(
        label=label, help_text=hint, strip=False, max_length=passwords.LONGEST, widget=widget
    )


class NewPassword(forms.Form):
    """A new password, twice: nobody sees what they type."""

    password1 = _secret(_("New password"), passwords.HINT)
    password2 = _secret(_("New password, once more"))

    def __init__(self, *arguments: Any, account: Any = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.account = account

    def about(self) -> Any:
        """Whose password it will be."""
        return self.account

    def clean(self) -> dict[str, Any]:
        """Both are the same, and good enough."""
        said = super().clean() or {}
        first, second = said.get("password1"), said.get("password2")
        if first and second and first != second:
            self.add_error("password2", gettext("The two are not the same: type it once more."))
        weak = passwords.weakness(first, self.about()) if first else ""
        if weak:
            self.add_error("password1", weak)
        return said


class NewAccount(NewPassword):
    """Who somebody is, by a link: name, user name, address, password."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    username = forms.RegexField(
        r"^[a-zA-Z0-9._-]+$", label=_("User name"), max_length=60,
        widget=forms.TextInput(attrs=_NAMED),
        error_messages={"invalid": _("Use letters, digits, dots, dashes and underscores only.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    field_order = ("name", "username", "email", "password1", "password2")

    def about(self) -> Any:
        """The account that will be."""
        from tocsin.accounts.models import Account

        said = {name: self.cleaned_data.get(name) or "" for name in ("username", "email", "name")}
        return Account(**said)

    def clean_username(self) -> str:
        """Nobody else has it."""
        wanted = str(self.cleaned_data["username"]).lower()
        if names.find(wanted) is not None:
            raise forms.ValidationError(gettext("Somebody has this user name: choose another."))
        return wanted

    def clean_email(self) -> str:
        """Nobody else has it."""
        wanted = str(self.cleaned_data["email"]).lower()
        if wanted and names.find(wanted) is not None:
            raise forms.ValidationError(gettext("Somebody has this address: use another, or sign in."))
        return wanted
