"""What the first visitor would wait for is done before anybody comes: rules, addresses, pages, duplicates."""

from __future__ import annotations

import logging

from tocsin import bootstrap_site
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
    try:
        bootstrap_site.desk().books.current()
        bootstrap_site.similar()
    except Refused as refused:
        LOG.warning("not ready yet: %s", refused)
