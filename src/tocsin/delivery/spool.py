"""Messages as files in a folder: nothing leaves the house, and every one of them can be read."""

import hashlib
import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Accepted, Refusal, Sent
from tocsin.core.model.instant import iso
from tocsin.delivery.letter import letter

LONGEST_NAME = 150


class Spool:
    """Writes `.eml` files for e-mail and `.json` files for everything else, each whole or not at all."""

    def __init__(self, folder: Path, sender: str, clock: Callable[[], datetime]) -> None:
        self._folder, self._sender, self._clock = folder, sender, clock

    def send(self, outgoing: Outgoing) -> Sent:
        """Writes one message; a repeat writes the same file again. Raises nothing."""
        try:
            name, content = self._file(outgoing)
        except ValueError as error:
            return Refusal(True, str(error))
        try:
            _write(self._folder / name, content)
        except OSError as error:
            return Refusal(False, f"`{self._folder}` cannot be written to: {error.strerror or error}")
        return Accepted(name)

    def _file(self, outgoing: Outgoing) -> tuple[str, bytes]:
        stem = file_name(outgoing.id)
        if outgoing.channel == "email":
            return f"{stem}.eml", letter(outgoing, self._sender, self._clock()).content
        told = {**asdict(outgoing), "not_before": iso(outgoing.not_before), "sent_at": iso(self._clock())}
        return f"{stem}.json", json.dumps(told, ensure_ascii=True, indent=2).encode() + b"\n"


def file_name(key: str) -> str:
    """`ESC-1042/7/1` is `ESC-1042_7_1`: no two keys share a name, and none leads out of the folder."""
    safe = quote(key.encode("utf-8", "replace"), safe="").replace("_", "%5F").replace("%2F", "_")
    safe = "%2E" + safe[1:] if safe.startswith(".") else safe
    return safe if len(safe) <= LONGEST_NAME else f"{safe[:80]}-{hashlib.sha256(safe.encode()).hexdigest()}"


def _write(path: Path, content: bytes) -> None:
    """On the disk before it counts as sent: a power cut may not eat a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _keep_name(path.parent)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _keep_name(folder: Path) -> None:
    """The folder's entry reaches the disk too, where the system lets folders be opened."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
