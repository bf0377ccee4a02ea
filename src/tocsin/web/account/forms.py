"""What somebody says of themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tocsin.accounts.signin import names
from tocsin.core.calendar.zones import zone_names

THEMES = (("", _("as my device")), ("light", _("light")), ("dark", _("dark")))


class Profile(forms.Form):
    """Name, address, language, zone, theme. `account` is whose they are."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), required=False)
    zone = forms.ChoiceField(label=_("Time zone"), required=False)
    theme = forms.ChoiceField(label=_("Colours"), required=False, choices=THEMES)

    def __init__(self, posted: Any, account: Any) -> None:
        kept = {name: getattr(account, name) for name in ("name", "email", "language", "zone", "theme")}
        super().__init__(posted, initial=kept)
        self.account = account
        self.fields["language"].choices = [("", _("as my browser")), *settings.LANGUAGES]  # type: ignore[attr-defined]
        zones = [(zone, zone.replace("_", " ")) for zone in sorted(zone_names())]
        self.fields["zone"].choices = [("", _("as in the policy")), *zones]  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """Nobody else signs in with it."""
        wanted = str(self.cleaned_data["email"]).lower()
        found = names.find(wanted) if wanted else None
        if found is not None and found.pk != self.account.pk:
            raise forms.ValidationError(gettext("Somebody else has this address."))
        return wanted
