"""A desk that is killed while webhooks leave: every event still reaches its receiver, and none is made up."""

from __future__ import annotations

import json
import signal
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.api.test_how_to import token
from tests.contract.delivery.receiver import Receiver, receiving
from tests.served import Served, served
from tests.site import BEGIN, site_made

__all__ = ["served", "site_made"]
PATIENCE = 60


def call(desk: Served, secret: str, path: str, body: Any = None) -> Any:
    data = json.dumps(body).encode() if body is not None else None
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{desk.base}/api/v1{path}", data, headers)  # noqa: S310 (our own)
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 (our own)
        return json.load(answer)


def until(holds: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 10):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to that")


def positions(receiver: Receiver) -> set[int]:
    return {json.loads(body)["position"] for body in receiver.bodies}


def test_events_reach_the_receiver_over_a_kill(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_WEBHOOK_ALLOW", "127.0.0.1")
    secret = token(served, "administrator")
    served.at(BEGIN)
    served.start()
    receiver = Receiver()
    with receiving(receiver) as port:
        hook = {"name": "x", "url": f"http://127.0.0.1:{port}/t", "kinds": ["reported"]}
        call(served, secret, "/webhooks", hook)
        reporting = threading.Thread(target=report, args=(served, secret))
        reporting.start()
        until(lambda: len(receiver.bodies) > 2)
        served.stop(signal.SIGKILL)
        reporting.join()
        served.at("2026-11-23T15:02:00Z")
        served.start()
        expected = {number for kind, number in events(served) if kind == "reported"}
        until(lambda: positions(receiver) >= expected)
    assert positions(receiver) == expected
    assert len(expected) > 3


def report(desk: Served, secret: str) -> None:
    """Tickets one after the other until the desk is gone."""
    for number in range(200):
        with suppress(OSError):
            call(desk, secret, "/escalations", {"title": f"Ticket {number}", "triage": False})
            continue
        return


def events(desk: Served) -> list[tuple[str, int]]:
    """What the desk's feed holds."""
    import sqlite3

    with sqlite3.connect(desk.folder / "desk.db") as connection:
        return [(str(k), int(p)) for k, p in connection.execute("SELECT kind, position FROM tocsin_event")]
