"""Running a web process, alone or with the worker beside it, until it is told to stop."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Say = Callable[[str], None]
APP = "tocsin.site.asgi:make"


def run(host: str, port: int, processes: int = 1) -> None:
    """Serves until SIGTERM or Ctrl-C; open streams are ended at once, open requests get 10 s."""
    import uvicorn

    uvicorn.run(
        APP, factory=True, host=host, port=port, workers=processes if processes > 1 else None,
        log_level="warning", access_log=False, server_header=False, date_header=True, proxy_headers=True,
        forwarded_allow_ips=os.environ.get("TOCSIN_PROXIES", "127.0.0.1"), timeout_graceful_shutdown=10,
        timeout_keep_alive=75, lifespan="on",
    )  # fmt: skip


def serve(host: str, port: int, log: Any, heartbeat: float) -> None:
    """Web and worker in one process: for one machine, on SQLite (design §9)."""
    with _working(log, heartbeat):
        run(host, port)


@contextmanager
def _working(log: Any, heartbeat: float) -> Iterator[None]:
    """The worker on a thread of its own. When it cannot go on, the process ends: nobody would be paged."""
    from datetime import timedelta

    from tocsin import bootstrap_worker
    from tocsin.worker.audit import Auditor
    from tocsin.worker.loop import Worker
    from tocsin.worker.opening import couriered, kept, open_house
    from tocsin.worker.settings import Settings

    house = open_house(None, log, Settings(beat=timedelta(seconds=heartbeat)))
    worker, stop = Worker(house), threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            worker.run()
        except BaseException as error:  # noqa: BLE001 (told below, in the main thread)
            failed.append(error)
            os.kill(os.getpid(), signal.SIGTERM)

    auditor = threading.Thread(
        target=Auditor(house, bootstrap_worker.deadman()).run, args=(stop,), name="auditor", daemon=True
    )
    thread = threading.Thread(target=work, name="worker", daemon=True)
    auditor.start()
    thread.start()
    try:
        with couriered(house), kept(house):
            yield
    finally:
        stop.set()
        worker.stop()
        thread.join(15)
        auditor.join(5)
        house.close()
        if failed:
            raise failed[0]
