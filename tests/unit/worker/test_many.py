"""Several worker processes: one that dies is started again, and all of them end when told."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tocsin import bootstrap_worker
from tocsin.worker.many import Many

LIVE = """
import os, sys, time
open(os.path.join(sys.argv[1], str(os.getpid())), "w").close()
time.sleep(float(sys.argv[2]))
sys.exit(int(sys.argv[3]))
"""


def many(folder: Path, count: int, seconds: float, code: int, log: list[dict[str, Any]]) -> Many:
    found = Many([], count, lambda event, **fields: log.append({"event": event, **fields}))
    found._call = [sys.executable, "-c", LIVE, str(folder), str(seconds), str(code)]
    return found


def test_the_address_of_the_database_stands_on_no_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_DATABASE_URL", "sqlite:///other.db")
    given = bootstrap_worker.surroundings("postgresql://desk:pa55@db/tocsin")
    assert given["TOCSIN_DATABASE_URL"] == "postgresql://desk:pa55@db/tocsin"
    assert "pa55" not in " ".join(Many(["--once"], 1, lambda _, **__: None, given)._call)


@pytest.fixture(autouse=True)
def signals() -> Any:
    """The handlers as they were."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_once_ends_when_all_have_ended_with_the_worst_code(tmp_path: Path) -> None:
    log: list[dict[str, Any]] = []
    assert many(tmp_path, 2, 0, 1, log).run(once=True) == 1
    assert len(list(tmp_path.iterdir())) == 2
    assert many(tmp_path, 1, 0, 0, log).run(once=True) == 0


def test_one_that_is_killed_is_started_again_and_a_signal_ends_them_all(tmp_path: Path) -> None:
    log: list[dict[str, Any]] = []
    watched = many(tmp_path, 2, 60, 0, log)

    def kill_one_then_stop() -> None:
        pause = threading.Event()
        for killed, wanted in ((False, 2), (True, 3)):
            while len(pids := [int(path.name) for path in tmp_path.iterdir()]) < wanted:
                pause.wait(0.02)
            if not killed:
                os.kill(pids[0], signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=kill_one_then_stop, daemon=True).start()
    watched.run(once=False)
    assert [(line["event"], line["code"]) for line in log] == [("worker-died", -signal.SIGKILL)]
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)
