"""Every vendor's export to a policy part (A4.2, A4.5, A0.6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tocsin.core.model.finding import Finding
from tocsin.core.policy.source import Source
from tocsin.exchange import goalert, grafana, opsgenie, pagerduty
from tocsin.exchange.part import Part
from tocsin.exchange.reading import Kind, read_export
from tocsin.exchange.record import Record


@dataclass(frozen=True)
class Vendor:
    """How one vendor's objects are told apart, and how they are carried over."""

    wraps: dict[str, str]
    kind: Kind
    take: Callable[[list[Record], Part], None]


VENDORS = {
    "opsgenie": Vendor(opsgenie.WRAPS, opsgenie.kind, opsgenie.take),
    "pagerduty": Vendor(pagerduty.WRAPS, pagerduty.kind, pagerduty.take),
    "grafana-oncall": Vendor(grafana.WRAPS, grafana.kind, grafana.take),
    "goalert": Vendor(goalert.WRAPS, goalert.kind, goalert.take),
}


def import_vendor(
    vendor: str, sources: Sequence[Source], now: datetime, days: int, prefix: str = ""
) -> tuple[dict[str, Any], list[Finding]]:
    """The policy part of an export, and everything that is not carried over. Raises Refused.

    `now` (aware UTC) parts what is over from what is to come; what turns cannot say is written out for
    `days` from then. `prefix` begins the ids of rotations, ladders and teams.
    """
    how = VENDORS[vendor]
    records = read_export(sources, how.wraps, how.kind)
    part = Part(now, days, prefix)
    for record in records:
        if record.kind == "page":
            part.notes.lost(record, "", "more pages follow this one", "export them all, and name every file")
        elif record.kind == "object":
            part.notes.lost(record, "", "an object of no kind that is known here", "it is left out")
    how.take([record for record in records if record.kind not in ("page", "object")], part)
    return part.as_dict(), part.notes.sorted()
