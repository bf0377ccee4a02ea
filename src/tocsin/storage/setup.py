"""Django, configured by the program itself: nobody sets DJANGO_SETTINGS_MODULE to use a store."""

from __future__ import annotations

import threading
from hashlib import sha256
from typing import Any

_LOCK = threading.Lock()
_DEFAULT = "default"


def alias_for(url: str, database: dict[str, Any]) -> str:
    """The name under which Django knows this database; the first one opened is its `default`."""
    from django.apps import apps
    from django.conf import settings

    with _LOCK:
        if not settings.configured:
            settings.configure(
                INSTALLED_APPS=["tocsin.storage"],
                DATABASES={_DEFAULT: {**database, "TOCSIN_URL": url}},
                USE_TZ=True,
                TIME_ZONE="UTC",
                LOGGING_CONFIG=None,
                DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            )
        # What django.setup() does besides (logging, web addresses) costs a command a tenth of its start.
        apps.populate(settings.INSTALLED_APPS)
        return _known(url) or _added(url, database)


def _known(url: str) -> str:
    from django.db import connections

    found = (alias for alias, one in connections.settings.items() if one.get("TOCSIN_URL") == url)
    return next(found, "")


def _added(url: str, database: dict[str, Any]) -> str:
    """Django has no call for a database that is named later: the new entry gets the same defaults."""
    from django.db import connections

    alias = f"tocsin_{sha256(url.encode()).hexdigest()[:12]}"
    entry = {_DEFAULT: {}, alias: {**database, "TOCSIN_URL": url}}
    connections.settings[alias] = connections.configure_settings(entry)[alias]
    return alias
