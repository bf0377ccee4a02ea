"""Several workers on one PostgreSQL store: started, watched, started again when they die, and stopped."""

import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence

from tocsin.worker.needs import Log
from tocsin.worker.settings import OUTAGE, wait

LOOK = 0.2
"""Seconds between two looks at the processes."""


class Many:
    """The processes, each of them `tocsin worker` with these arguments in this environment."""

    def __init__(
        self, arguments: Sequence[str], count: int, log: Log, environ: Mapping[str, str] | None = None
    ) -> None:
        self._environ = environ
        self._call = [sys.executable, "-m", "tocsin.cli", "worker", *arguments]
        self._count, self._log = count, log
        self._stop = threading.Event()
        self._deaths = 0

    def run(self, once: bool) -> int:
        """Until stopped, or with `once` until all of them are done. Returns the worst exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        running = [self._started() for _ in range(self._count)]
        codes = self._all_done(running) if once else self._watched(running)
        return max(map(abs, codes), default=0)

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._call, env=self._environ)  # noqa: S603 (our own command line)

    def _all_done(self, running: Sequence[subprocess.Popen[bytes]]) -> list[int]:
        while not self._stop.wait(LOOK) and any(each.poll() is None for each in running):
            pass
        return self._ended(running)

    def _watched(self, running: list[subprocess.Popen[bytes]]) -> list[int]:
        while not self._stop.wait(LOOK):
            for place, each in enumerate(running):
                if each.poll() is None:
                    continue
                self._deaths += 1
                self._log("worker-died", process=each.pid, code=each.returncode, times=self._deaths)
                if not self._stop.wait(wait(OUTAGE, self._deaths).total_seconds()):
                    running[place] = self._started()
        return self._ended(running)

    def _ended(self, running: Sequence[subprocess.Popen[bytes]]) -> list[int]:
        for each in running:
            if each.poll() is None:
                each.terminate()
        return [each.wait() for each in running]
