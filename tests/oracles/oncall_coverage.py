"""How much of a period nobody covers: our gaps, in percent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.oracles import oncall_calendar as calendars
from tests.oracles.compare import instant
from tests.oracles.oncall_layers import listed_layers
from tocsin.core.oncall.expand import gaps
from tocsin.core.oncall.rotation import Rotation


def uncovered_percent(given: Mapping[str, Any]) -> dict[str, Any]:
    """100 less the covered share, rounded to whole percents."""
    start = instant(given["from"])
    end = instant(given["to"]) if "to" in given else start + timedelta(days=given["days"])
    if "calendar" in given:
        rotation = calendars.rotation(calendars.occurrences(given, start, end))
    else:
        rotation = Rotation("shifts", tuple(listed_layers(given["shifts"], end)))
    empty = sum((gap.end - gap.start for gap in gaps(rotation, start, end)), timedelta(0))
    covered = (end - start - empty) / (end - start)
    return {"uncovered_percent": 100 - round(100 * covered)}
