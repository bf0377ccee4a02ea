"""A real desk in a process of its own, for browsers and for programs that speak HTTP."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site import KEY

PATIENCE = 60
"""Seconds that a busy machine may take to start it."""


@dataclass
class Served:
    """The process, its address, and the file in which its clock stands."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """Its database."""
        return f"sqlite:///{self.folder / 'desk.db'}"

    def environment(self) -> dict[str, str]:
        """What its process is told."""
        clock = self.folder / "now"
        told = {
            "TOCSIN_DATABASE_URL": self.url,
            "TOCSIN_SECRET_KEY": KEY,
            "TOCSIN_SPOOL": str(self.folder / "spool"),
            "TOCSIN_MFA_ROLES": "none",
        }
        return {**os.environ, **told, **({"TOCSIN_NOW": f"@{clock}"} if clock.exists() else {})}

    def at(self, instant: str) -> None:
        """Sets its clock; before the first start, or while it runs."""
        fresh = self.folder / "now.new"
        fresh.write_text(instant, encoding="ascii")
        fresh.replace(self.folder / "now")

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        command = [sys.executable, "-m", "tocsin.cli", "serve", "--port", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log)
        for _ in range(PATIENCE * 10):
            try:
                with urllib.request.urlopen(f"{self.base}/healthz", timeout=2) as answer:  # noqa: S310 (our own)
                    if answer.status == 200:
                        return
            except OSError:
                assert self.process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.1)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self, how: int = signal.SIGTERM) -> None:
        """Ends it, in order or not."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(30)
            self.process = None


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture(scope="module")
def served(site_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk on SQLite with the shipped policy, not started yet: `served.start()`."""
    made = Served(tmp_path_factory.mktemp("served"), free_port())
    shutil.copy(site_made, made.folder / "desk.db")
    yield made
    made.stop()
