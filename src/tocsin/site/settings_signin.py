"""Django's settings for signing in: allauth without open sign-up, argon2, what the environment adds."""

from __future__ import annotations

import os
from typing import Any

from tocsin.accounts.signin import providers, rules
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.signin.saml_metadata import settings_of

APPS = [
    "django.contrib.auth",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
]
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware", "tocsin.web.signin.gate.Gate"]


def signin_settings() -> dict[str, Any]:
    """What the desk's settings are completed with. Raises Refused for what the environment has wrong."""
    rules.roles_setting(os.environ)
    rules.hours_setting(os.environ)
    return {
        "INSTALLED_APPS": [*APPS, *_providers()],
        "MIDDLEWARE": list(MIDDLEWARE),
        "AUTHENTICATION_BACKENDS": ["tocsin.accounts.signin.passwords.Backend"],
        "PASSWORD_HASHERS": ["tocsin.accounts.signin.passwords.Hasher"],
        "AUTH_PASSWORD_VALIDATORS": [{"NAME": "tocsin.accounts.signin.passwords.Rules"}],
        # The rules of the desk end a session sooner; this bounds what is forgotten in the database.
        "SESSION_COOKIE_AGE": rules.LONGEST_HOURS * 3600,
        **_account(),
        **_factors(),
        **_social(),
    }


def _account() -> dict[str, Any]:
    return {
        "ACCOUNT_ADAPTER": "tocsin.web.signin.adapter.Accounts",
        "ACCOUNT_LOGIN_METHODS": {"username", "email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "username*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_FORMS": {
            "login": "tocsin.web.signin.forms.Login",
            "reauthenticate": "tocsin.web.signin.forms.Again",
            "change_password": "tocsin.web.signin.forms.Change",
            "set_password": "tocsin.web.signin.forms.First",
        },
        # Tries are counted in our own table: allauth's counts live in the memory of one process.
        "ACCOUNT_RATE_LIMITS": False,
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_SESSION_COOKIE_AGE": rules.LONGEST_HOURS * 3600,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/signin/login/",
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 900,
        "ACCOUNT_USER_DISPLAY": "tocsin.web.signin.adapter.called",
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_EMAIL_NOTIFICATIONS": False,
    }


def _factors() -> dict[str, Any]:
    return {
        "MFA_ADAPTER": "tocsin.web.signin.adapter.Factors",
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes", "webauthn"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_PASSKEY_SIGNUP_ENABLED": False,
        "MFA_TOTP_ISSUER": "Tocsin",
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_RATE_LIMITS": False,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_FORMS": {
            "authenticate": "tocsin.web.signin.forms_factor.Code",
            "reauthenticate": "tocsin.web.signin.forms_factor.CodeAgain",
            "activate_totp": "tocsin.web.signin.forms_factor.NewApp",
            "deactivate_totp": "tocsin.web.signin.forms_factor.DropApp",
            "add_webauthn": "tocsin.web.signin.forms_factor.NewPasskey",
            "edit_webauthn": "tocsin.web.signin.forms_factor.PasskeyName",
            "login_webauthn": "tocsin.web.signin.forms_factor.PasskeyLogin",
        },
    }


def _social() -> dict[str, Any]:
    return {
        "SOCIALACCOUNT_ADAPTER": "tocsin.web.signin.adapter_social.Providers",
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"OAUTH_PKCE_ENABLED": True}},
        "SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX": "sso",
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
        # A form that ends on the provider's page would need the provider in `form-action`: it is a link.
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
    }


def _providers() -> list[str]:
    """Only what is configured: each brings libraries along that take memory."""
    found = []
    if providers.oidc(os.environ):
        found.append("allauth.socialaccount.providers.openid_connect")
    saml = providers.saml(os.environ)
    if saml:
        _require_saml()
        settings_of(saml)
        found.append("allauth.socialaccount.providers.saml")
    return found


def _require_saml() -> None:
    from importlib.util import find_spec

    if find_spec("onelogin") is None:
        text = "TOCSIN_SAML_METADATA is set, but what reads SAML is not installed"
        help_ = "install the extra: `pip install 'tocsin[saml]'`"
        raise Refused(Finding("setting", text, Position.of("TOCSIN_SAML_METADATA"), help_), usage=True)
