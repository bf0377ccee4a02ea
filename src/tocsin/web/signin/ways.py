"""The ways in that the sign-in page offers."""

from __future__ import annotations

import os
from dataclasses import dataclass

from django.urls import reverse

from tocsin.accounts.signin import providers


@dataclass(frozen=True)
class Way:
    """A provider's button: what it is called and where it leads."""

    name: str
    url: str


def ways() -> list[Way]:
    """The configured providers."""
    found = []
    oidc, saml = providers.oidc(os.environ), providers.saml(os.environ)
    if oidc:
        found.append(Way(oidc.terms.name, reverse("openid_connect_login", args=[providers.OIDC])))
    if saml:
        found.append(Way(saml.terms.name, reverse("saml_login", args=["desk"])))
    return found


def has_mail() -> bool:
    """Whether a letter with a link can be sent: a mail server is set, and the address that links begin with.

    Without that address a stranger could choose the host that stands in somebody's letter.
    """
    return all(os.environ.get(name, "").strip() for name in ("TOCSIN_SMTP_URL", "TOCSIN_URL"))
