"""Calibration in the background: an uploaded history, a process of its own for each run, its report kept.

One run at a time in each web process; others wait. The uploaded history is deleted when its run has ended:
it holds customers' tickets, and the report is all that is needed of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin import bootstrap
from tocsin.app.calibration_runs import REFUSED, REJECTS, REPORT, Heard, Job
from tocsin.app.ports_calibrations import Came, Run
from tocsin.bootstrap_policy_uploads import place, refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.app.ports_calibrations import Calibrations

LONGEST = timedelta(hours=1)
SILENT = timedelta(minutes=2)
_CODE = "from tocsin.bootstrap_policy_child import main; main()"
_PASSED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT", "PYTHONPATH", "TOCSIN_NOW")
_ONE = threading.Lock()
_BEGUN: list[threading.Thread] = []
"""Threads of runs: one each, so that its connection to the database goes with it."""


def draft(id_: str, history: str, policy: str) -> str:
    """A drafted mapping for an upload, as YAML. Raises Refused when the history cannot be read."""
    folder = place(id_)
    process, heard = _begun(Job(policy, history, "", folder=str(folder)))
    try:
        code = process.wait(timeout=120)
    except subprocess.TimeoutExpired:
        process.kill()
        raise refused("drafting a mapping takes too long", "choose a shipped mapping, or paste one") from None
    heard.end()
    if code:
        raise refused("; ".join(heard.told) or "the history cannot be read", "check the file")
    return (folder / "drafted.yaml").read_text("utf-8")


def start(store: Calibrations, run: Run, job: Job) -> None:
    """Begins a run in the background; what becomes of it is written into the store."""
    folder = place(run.id)
    store.add_run(run)
    told = (store, run, replace(job, folder=str(folder)))
    thread = threading.Thread(target=_in_turn, args=told, name=f"calibration {run.id}", daemon=True)
    _BEGUN[:] = [each for each in _BEGUN if each.is_alive()] + [thread]
    thread.start()


def settle(store: Calibrations) -> None:
    """Runs whose process is gone are told to have failed: a web process that ended took them along."""
    now = bootstrap.now()
    for run in store.silent_runs(now - SILENT):
        if run.state == "running" or now - run.at > LONGEST:
            store.run_ends(run.id, now, "failed", Came("the desk was restarted meanwhile"))


def _in_turn(store: Calibrations, run: Run, job: Job) -> None:
    with _ONE:
        _carried_out(store, run, job)


def _carried_out(store: Calibrations, run: Run, job: Job) -> None:
    folder = Path(job.folder)
    try:
        if store.run_begins(run.id, bootstrap.now()):
            _end(store, run, folder, *_watched(store, run, job))
    except Exception:
        store.run_ends(run.id, bootstrap.now(), "failed", Came("the desk failed to run it"))
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        close = getattr(store, "close", None)
        if close:
            close()


def _watched(store: Calibrations, run: Run, job: Job) -> tuple[int | None, Heard]:
    """The process's exit code, None when somebody cancelled it or it took too long; and what it said."""
    begun = bootstrap.now()
    process, heard = _begun(job)
    while (code := _ended(process)) is None:
        now = bootstrap.now()
        if not store.run_tells(run.id, now, heard.step, heard.percent) or now - begun > LONGEST:
            process.kill()
            process.wait()
            return None, heard
    heard.end()
    return code, heard


def _ended(process: subprocess.Popen[str]) -> int | None:
    """The exit code, or None when it still runs half a second later."""
    try:
        return process.wait(timeout=0.5)
    except subprocess.TimeoutExpired:
        return None


def _begun(job: Job) -> tuple[subprocess.Popen[str], _Ear]:
    """Starts the process without the desk's secrets, and listens to it."""
    env = {name: os.environ[name] for name in _PASSED if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 (our own program; the job goes by its standard input)
        [sys.executable, "-c", _CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, encoding="utf-8", env=env, cwd=job.folder,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None  # noqa: S101 (both are pipes)
    process.stdin.write(job.text())
    process.stdin.close()
    return process, _Ear(process.stdout)


class _Ear(Heard):
    """Listens to a process while it runs."""

    def __init__(self, said: Iterable[str]) -> None:
        super().__init__()
        self._thread = threading.Thread(target=self._listen, args=(said,), daemon=True)
        self._thread.start()

    def _listen(self, said: Iterable[str]) -> None:
        for line in said:
            self.line(line)

    def end(self) -> None:
        """Waits for the last words of a process that has ended."""
        self._thread.join(timeout=10)


def _end(store: Calibrations, run: Run, folder: Path, code: int | None, heard: Heard) -> None:
    now, told = bootstrap.now(), "; ".join(heard.told)
    if code is None:
        store.run_ends(run.id, now, "failed", Came("it took longer than an hour"))
        return
    report, rejects = folder / REPORT, folder / REJECTS
    if code == 0 and report.is_file():
        spare = rejects.read_bytes() if rejects.is_file() else b""
        came = Came(told, heard.summary, report.read_bytes(), spare, heard.advice)
        store.run_ends(run.id, now, "done", came)
        return
    why = told if code == REFUSED else f"its process ended early ({code}): too little memory, most likely"
    store.run_ends(run.id, now, "failed", Came(why))
