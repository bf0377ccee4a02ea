"""Lines about the worker's work, for people or one JSON object each."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from tocsin.core.model.instant import iso
from tocsin.worker.needs import Log


def log_to(write: Callable[[str], None], clock: Callable[[], datetime], form: str) -> Log:
    """`form` is `json` or `text`. A log that cannot be written to does not stop a page."""

    def log(event: str, **fields: object) -> None:
        told = {"at": iso(clock()), "event": event, **fields}
        try:
            write(json.dumps(told, ensure_ascii=False, default=str) if form == "json" else line(told))
        except OSError:
            return

    return log


def line(told: Mapping[str, object]) -> str:
    """`2026-10-25T00:55:00Z accepted id=ESC-1042/7/0 channel=email`."""
    rest = (f"{name}={_word(value)}" for name, value in told.items() if name not in {"at", "event"})
    return " ".join((str(told["at"]), str(told["event"]), *rest))


def _word(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return json.dumps(text, ensure_ascii=False) if " " in text or not text else text
