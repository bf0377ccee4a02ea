"""Messages as the desk writes them, for every transport's tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tocsin.app.ports import Outgoing

NIGHT = datetime(2026, 10, 25, 0, 55, tzinfo=UTC)


def clock() -> datetime:
    return NIGHT


def message(**changed: Any) -> Outgoing:
    page = Outgoing(
        id="ESC-1042/7/1",
        stream="ESC-1042",
        page="ESC-1042/7/1",
        person="dana",
        channel="email",
        address="dana@example.com",
        subject="P1: payments fail for Südwind GmbH",
        body="Nobody answered for 10 minutes.\n.\nA line with one dot before this one: päge 1/2 →",
        urgent=True,
        not_before=NIGHT,
    )
    return replace(page, **changed)
