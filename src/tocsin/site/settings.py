"""Django's settings of the whole desk, made by the program; a store alone needs fewer (storage.setup)."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tocsin.site.settings_signin import signin_settings

ROOT = Path(__file__).resolve().parent.parent
APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "tocsin.storage",
    "tocsin.accounts",
]
MIDDLEWARE = [
    "tocsin.site.headers.Headers",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tocsin.web.shared.viewer.Viewer",
    "django.contrib.messages.middleware.MessageMiddleware",
]
_DAY = 86400


def configure(url: str | None = None, only_tables: bool = False) -> None:
    """Configures Django for the desk at `url`, once a process, before any store is opened. Raises Refused.

    `only_tables`: to make or migrate them, for which nobody needs the desk's secret.
    """
    from django.conf import settings

    from tocsin import bootstrap_site

    if settings.configured:
        return
    database = bootstrap_site.django_database(url)
    secret = bootstrap_site.fresh_secret(48) if only_tables else bootstrap_site.secret_key()
    settings.configure(**_all(database, secret))
    import django

    django.setup()


def _all(database: dict[str, Any], secret: str) -> dict[str, Any]:
    """The settings; what single sign-on and second factors need is merged in from `settings_signin`."""
    made = {"SECRET_KEY": secret, **_base(database), **_web(), **_safety()}
    for name, value in signin_settings().items():
        made[name] = [*made.get(name, []), *value] if name in ("INSTALLED_APPS", "MIDDLEWARE") else value
    return made


def _base(database: dict[str, Any]) -> dict[str, Any]:
    return {
        "INSTALLED_APPS": list(APPS),
        "MIDDLEWARE": list(MIDDLEWARE),
        "DATABASES": {"default": database},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "AUTH_USER_MODEL": "accounts.Account",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "USE_I18N": True,
        "LANGUAGE_CODE": "en",
        "LANGUAGES": [("en", "English"), ("zh-hans", "简体中文")],
        "LOCALE_PATHS": [str(ROOT / "web" / "locale")],
        "LOGGING_CONFIG": None,
    }


def _web() -> dict[str, Any]:
    return {
        "ROOT_URLCONF": "tocsin.site.urls",
        "ALLOWED_HOSTS": _hosts(),
        "APPEND_SLASH": False,
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [str(room) for room in sorted((ROOT / "web").glob("*/templates"))],
                "OPTIONS": {
                    "context_processors": [
                        "tocsin.web.shared.pages.everywhere",
                        "django.contrib.messages.context_processors.messages",
                    ],
                    "builtins": ["tocsin.web.shared.tags", "django.templatetags.i18n"],
                },
            }
        ],
        "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_500_000,
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 2_500_000,
    }


def _hosts() -> list[str]:
    """The names to which the desk answers: links in messages lead to no name that a stranger made up."""
    given = [name.strip() for name in os.environ.get("TOCSIN_HOSTS", "").split(",") if name.strip()]
    public = urlsplit(os.environ.get("TOCSIN_URL", "").strip()).hostname
    own = {"localhost", "127.0.0.1", "[::1]", socket.gethostname(), socket.getfqdn()}
    return [*given, *sorted(own), *([public] if public else [])]


def _safety() -> dict[str, Any]:
    """Cookies travel over TLS only, unless the desk is served without (TOCSIN_URL begins with http://)."""
    public = os.environ.get("TOCSIN_URL", "").strip().rstrip("/")
    secure = public.startswith("https://")
    return {
        "SESSION_COOKIE_NAME": "tocsin_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "CSRF_COOKIE_NAME": "tocsin_csrf",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_FAILURE_VIEW": "tocsin.web.shared.errors.csrf_failed",
        "CSRF_TRUSTED_ORIGINS": [public] if public else [],
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if secure else None,
        "SECURE_HSTS_SECONDS": 365 * _DAY if secure else 0,
        "LOGIN_URL": "/signin/login/",
        "LOGIN_REDIRECT_URL": "/",
    }
