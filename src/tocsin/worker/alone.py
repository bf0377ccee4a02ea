"""On SQLite one worker at a time: a lock that the system takes back when its holder dies, however it dies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from tocsin.core.model.finding import Finding, Position, Refused


class Alone:
    """Holds `FILE.worker` beside a SQLite store. Raises Refused, saying who holds it."""

    def __init__(self, store: str, holder: str) -> None:
        self._path = Path(f"{Path(store).resolve()}.worker")
        self._file = self._taken(holder)

    def give_back(self) -> None:
        """Lets the next worker in."""
        self._file.close()

    def _taken(self, holder: str) -> IO[str]:
        try:
            file = self._path.open("a+", encoding="utf-8")
        except OSError as error:
            text = f"`{self._path}` cannot be written: {error.strerror or error}"
            raise self._refused(text, "check the rights of its folder") from None
        if not _locked(file):
            file.seek(0)
            other = file.read(200).strip() or "another process"
            file.close()
            help_ = "stop that one first, or use PostgreSQL, where several may work"
            raise self._refused(f"a worker is at work on this database already: {other}", help_)
        file.truncate(0)
        file.write(holder)
        file.flush()
        return file

    def _refused(self, text: str, help_: str) -> Refused:
        return Refused(Finding("worker", text, Position.of(str(self._path)), help_))


def _locked(file: IO[str]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
