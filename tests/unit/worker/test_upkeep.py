"""What is done by the way never stands in the way of pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tocsin.app.ports import StoreUnavailable
from tocsin.worker.upkeep import Upkeep

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


def upkeep(keep: Any, log: list[Any]) -> Upkeep:
    return Upkeep(keep, lambda: NOW, lambda event, **fields: log.append((event, fields)))


def test_what_was_done_is_told() -> None:
    log: list[Any] = []
    assert upkeep(lambda now: 3 if now == NOW else 0, log).once() == 3
    assert log == [("retained", {"escalations": 3})]


def test_nothing_done_is_nothing_told() -> None:
    log: list[Any] = []
    assert upkeep(lambda _now: 0, log).once() == 0
    assert log == []


@pytest.mark.parametrize(
    ("error", "event"),
    [(StoreUnavailable("db", "gone", "wait"), "upkeep-put-off"), (ValueError("?"), "upkeep-failed")],
)
def test_a_failure_is_told_and_the_next_turn_comes(error: Exception, event: str) -> None:
    log: list[Any] = []

    def keep(_now: datetime) -> int:
        raise error

    made = upkeep(keep, log)
    assert (made.once(), made.once()) == (0, 0)
    assert [said for said, _ in log] == [event, event]
