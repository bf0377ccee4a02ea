"""One DuckDB in a temporary folder: bounded memory, spills to disk, can be stopped at any moment."""

import re
import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from tocsin.core.model.finding import Finding, Position, Refused

Tick = Callable[[float], None]
_STEP = 0.1
_SIZE = re.compile(r"[1-9][0-9]{0,5}(\.[0-9]+)? ?[KMGT]i?B", re.IGNORECASE)


class Engine:
    """A database that lives as long as the work; `close` removes all of it."""

    def __init__(self, memory: str = "768MB", tick: Tick | None = None) -> None:
        if not _SIZE.fullmatch(memory):
            text, help_ = f"`{memory}` is no amount of memory", "write it like `768MB` or `2GB`"
            raise Refused(Finding("usage", text, Position("--memory"), help_), usage=True)
        self.folder = Path(tempfile.mkdtemp(prefix="tocsin-"))
        self.tick = tick
        # Files that could not be read as they are, with the copy that is read instead.
        self.copies: dict[str, str] = {}
        self.db = duckdb.connect(str(self.folder / "history.duckdb"))
        settings = {"memory_limit": memory, "temp_directory": str(self.folder / "spill")}
        for key, value in settings.items():
            self.db.execute(f"SET {key} = '{value}'")
        self.db.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
        self.db.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
        # Data stays data: an export can name no other file, and nothing is fetched from anywhere.
        self.db.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query. Ctrl-C stops the query first, then is raised."""
        found: list[tuple[Any, ...]] = self._watched(lambda: self.db.execute(sql).fetchall())
        return found

    def run(self, sql: str) -> None:
        """Runs a statement for its effect."""
        self._watched(lambda: self.db.execute(sql))

    def one(self, sql: str) -> tuple[Any, ...]:
        """The single row of a query."""
        return self.rows(sql)[0]

    def _watched(self, work: Callable[[], Any]) -> Any:
        """Runs in a thread beside, so that the terminal stays alive and the query can be stopped."""
        result: list[Any] = []
        failed: list[BaseException] = []
        # An event, not `join`: Python 3.11 takes a thread for ended when Ctrl-C interrupts a `join`.
        done = threading.Event()
        worker = threading.Thread(target=_into, args=(work, result, failed, done), daemon=True)
        try:
            worker.start()
            while not done.wait(_STEP):
                if self.tick:
                    self.tick(max(self.db.query_progress(), 0.0))
        except BaseException:
            if worker.ident is not None:  # a signal may come while the thread begins
                self._stop(done)
            raise
        if failed and isinstance(failed[0], duckdb.Error):
            raise _refused(failed[0]) from failed[0]
        if failed:
            raise failed[0]
        return result[0]

    def _stop(self, done: threading.Event) -> None:
        """Waits until the query has really ended: an impatient second Ctrl-C must not tear it apart."""
        while not done.is_set():
            try:
                self.db.interrupt()
                done.wait(_STEP)
            except KeyboardInterrupt:
                continue

    def close(self) -> None:
        """Closes the database and removes its folder, even while somebody presses Ctrl-C."""
        try:
            self._remove()
        except KeyboardInterrupt:
            self._remove()
            raise

    def _remove(self) -> None:
        self.db.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _refused(error: duckdb.Error) -> Refused:
    """What stopped the engine, in its own first line: a full disk, too little memory, a damaged file."""
    reason = str(error).splitlines()[0][:300]
    text = f"the history could not be worked through: {reason}"
    return Refused(Finding("engine", text, Position("history"), "check the files, the disk and `--memory`"))


def _into(
    work: Callable[[], Any], result: list[Any], failed: list[BaseException], done: threading.Event
) -> None:
    try:
        result.append(work())
    except BaseException as error:  # noqa: BLE001 (raised again in the caller's thread)
        failed.append(error)
    finally:
        done.set()
