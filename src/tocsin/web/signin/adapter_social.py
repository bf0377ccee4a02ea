"""Single sign-on: providers come from the environment, and whom they send is judged by our terms alone."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from tocsin import bootstrap
from tocsin.accounts.signin import arrivals, providers
from tocsin.web.shared.pages import render
from tocsin.web.signin import door, saml_metadata

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialApp, SocialLogin


class Providers(DefaultSocialAccountAdapter):
    """Which providers there are, and who comes in by them."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The providers of the environment; none is kept in the database."""
        made = [*_oidc(), *_saml()]
        named = [app for app in made if provider in (None, app.provider, app.provider_id)]
        return [app for app in named if client_id in (None, app.client_id)]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are made by our terms (`arrivals`), not by allauth's form."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """Before anybody is looked up: another provider's people are others, whatever their ids are."""
        settings = sociallogin.provider.app.settings
        issuer = settings.get("server_url") or settings["idp"]["entity_id"]
        said = f"{issuer}\n{sociallogin.account.uid}"
        sociallogin.account.uid = sha256(said.encode()).hexdigest()
        return super().populate_user(request, sociallogin, data)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Finds or makes the account of somebody whom a provider sends; refuses who is not welcome."""
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(refused(request, gettext("This link is for signing in only.")))
        terms = _terms(sociallogin.account.provider)
        arrival = _arrival(sociallogin, terms)
        known = sociallogin.user if sociallogin.is_existing else None
        try:
            account = arrivals.welcome(arrival, known, terms, bootstrap.now())
        except arrivals.NotWelcome as why:
            door.note(request, None, "signin.refused", by=arrival.provider, why=str(why))
            raise ImmediateHttpResponse(refused(request, str(why))) from None
        # What the provider told is used and let go: groups and claims are not ours to keep.
        sociallogin.account.extra_data = {"email": arrival.email}
        if known is None:
            sociallogin.connect(request, account)
        else:
            sociallogin.account.save()
        sociallogin.user = account

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """A designed page instead of allauth's; its cause in the audit log. Who went back has another."""
        if error == AuthError.CANCELLED:
            return
        told = (extra_context or {}).get("saml_last_error_reason") or exception or error or "unknown"
        door.note(request, None, "signin.failed", by=str(provider), why=str(told)[:300])
        text = gettext("%(provider)s did not let you in, or its answer could not be read.")
        raise ImmediateHttpResponse(refused(request, text % {"provider": str(provider)}))


def refused(request: HttpRequest, why: str, status: int = 403) -> HttpResponse:
    """Nobody came in by a provider: why, and what else there is."""
    return render(request, "signin/refused.html", {"why": why}, status)


def _terms(provider: str) -> providers.Terms:
    found = providers.oidc(os.environ) if provider == providers.OIDC else providers.saml(os.environ)
    if found is None:
        raise ImmediateHttpResponse(HttpResponse(status=404))
    return found.terms


def _arrival(sociallogin: SocialLogin, terms: providers.Terms) -> arrivals.Arrival:
    """What the provider said, in our words."""
    user, said = sociallogin.user, sociallogin.account.extra_data
    email = str(getattr(user, "email", "") or "")
    verified = any(one.verified and one.email.lower() == email.lower() for one in sociallogin.email_addresses)
    claims = said.get("userinfo") or said.get("id_token") or said
    full = " ".join(str(claims.get(part, "")) for part in ("given_name", "family_name")).strip()
    return arrivals.Arrival(
        sociallogin.account.provider, email, verified, _text(claims.get("name")) or full,
        str(user.username or ""), _groups(said, terms.groups_claim),
    )  # fmt: skip


def _groups(said: dict[str, Any], claim: str) -> frozenset[str]:
    """Groups stand where the provider is set to put them: in what it tells, or in the id token only."""
    found: set[str] = set()
    for told in (said, said.get("userinfo"), said.get("id_token")):
        value = told.get(claim) if isinstance(told, dict) else None
        found |= {value} if isinstance(value, str) else set(map(str, value or ()))
    return frozenset(found)


def _text(value: Any) -> str:
    return str(value[0] if isinstance(value, list) and value else value or "")


def _oidc() -> list[SocialApp]:
    from allauth.socialaccount.models import SocialApp

    found = providers.oidc(os.environ)
    if found is None:
        return []
    settings = {"server_url": found.issuer, "oauth_pkce_enabled": True}
    return [
        SocialApp(
            provider="openid_connect", provider_id=providers.OIDC, name=found.terms.name,
            client_id=found.client, secret=found.secret, settings=settings,
        )
    ]  # fmt: skip


def _saml() -> list[SocialApp]:
    from allauth.socialaccount.models import SocialApp

    found = providers.saml(os.environ)
    if found is None:
        return []
    return [
        SocialApp(
            provider="saml", provider_id=providers.SAML, name=found.terms.name, client_id="desk",
            settings=saml_metadata.settings_of(found),
        )
    ]  # fmt: skip
