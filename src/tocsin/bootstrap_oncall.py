"""The composition root of on-call: imports, exports and the clock for them.

Adapters are imported where they are used, so that other commands start without them.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.bootstrap import now, read_text
from tocsin.core.policy.source import Source

if TYPE_CHECKING:
    from tocsin.app.import_oncall import Imported
    from tocsin.app.oncall import Holder, OnCallDesk

VENDOR_NAMES = {
    "opsgenie": "Opsgenie", "pagerduty": "PagerDuty", "grafana-oncall": "Grafana OnCall", "goalert": "GoAlert"
}  # fmt: skip


def import_vendor(vendor: str, files: tuple[str, ...], at: datetime, days: int, prefix: str) -> Imported:
    """The policy part of a vendor's export files. Raises Refused."""
    from tocsin.app.import_oncall import import_oncall
    from tocsin.exchange.importers import import_vendor as read
    from tocsin.exchange.yaml_text import yaml_text

    sources = [_source(path) for path in files]
    return import_oncall(lambda: read(vendor, sources, at, days, prefix), yaml_text, VENDOR_NAMES[vendor])


def import_calendar(file: str, rotation: str, zone: str, at: datetime, days: int) -> Imported:
    """The policy part of an iCalendar rota. Raises Refused."""
    from tocsin.app.import_oncall import import_oncall
    from tocsin.app.oncall import refused
    from tocsin.core.calendar.zones import zone_of
    from tocsin.exchange.ics_read import import_calendar as read
    from tocsin.exchange.yaml_text import yaml_text

    try:
        zone_of(zone)
    except ValueError as error:
        raise refused(error) from None
    source = _source(file)
    return import_oncall(lambda: read(source, rotation, zone, at, days), yaml_text, "an iCalendar")


def _source(path: str) -> Source:
    return Source("standard input" if path == "-" else path, read_text(path))


def calendar(holders: list[Holder], desk: OnCallDesk, name: str = "") -> str:
    """Shifts as an iCalendar, stamped with the present instant; called like its rotations, or `name`."""
    from tocsin.exchange.ics_write import calendar as write

    name = name or ", ".join(rota.name for rota in desk.rotas[:3]) + (
        " and more" if len(desk.rotas) > 3 else ""
    )
    return write(
        holders, name, desk.rotas[0].zone if desk.rotas else "UTC", now().replace(microsecond=0)
    ).decode()
