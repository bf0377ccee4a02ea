"""What the first visitor would wait for is done before anybody comes: rules, addresses, pages, duplicates."""

from __future__ import annotations

import logging
from threading import Thread

from tocsin import bootstrap, bootstrap_site
from tocsin.app.duplicates import warm as read_ahead
from tocsin.core.model.finding import Refused

LOG = logging.getLogger("tocsin.site")
PAGES = ("desk/page.html", "report/page.html", "escalation/page.html", "shared/error.html")


def warm() -> None:
    """Builds what every page needs, once a process; what cannot be had yet is left to the first who asks."""
    from django.template import TemplateDoesNotExist
    from django.template.loader import get_template
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 (reading it imports every room)
    for name in PAGES:
        try:
            get_template(name)
        except TemplateDoesNotExist:
            LOG.warning("there is no page %s to warm", name)
    Thread(target=_read, name="warm", daemon=True).start()


def _read() -> None:
    """In a thread of its own: the server makes its application inside of the event loop, where no database is
    asked, and nobody waits for this.
    """
    try:
        desk, similar = bootstrap_site.desk(), bootstrap_site.similar()
    except Refused as refused:
        LOG.warning("not ready yet: %s", refused)
        return
    try:
        policy = desk.books.refreshed().policy
        duplicates = policy.intake.duplicates
        read_ahead(desk.store, policy.segments, duplicates, bootstrap.now(), similar)
    except Refused as refused:
        LOG.warning("not ready yet: %s", refused)
    finally:
        bootstrap_site.store().close()  # the connection of this thread
