"""How much somebody may ask for in a minute, counted over every process that serves the desk.

A process draws a handful of requests at a time from the database and spends them by itself: the limit
holds over all of them, and not every request is a write. What a process drew and did not spend is lost
with the minute, so that with several processes a few less than the limit may pass, never more.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.model.instant import to_micros

WINDOW = 60
"""Seconds."""
_MOST_DRAWN = 20
_MOST_KNOWN = 10_000
_DRAW = """
INSERT INTO tocsin_allowance AS known (subject, "window", used) VALUES (%s, %s, %s)
ON CONFLICT (subject) DO UPDATE SET
  used = CASE WHEN excluded."window" > known."window" THEN excluded.used ELSE known.used + excluded.used END,
  "window" = CASE WHEN excluded."window" > known."window" THEN excluded."window" ELSE known."window" END
RETURNING used
"""


@dataclass(frozen=True)
class Spent:
    """What became of one request: whether it passes, what is left at least, seconds until it starts anew."""

    passes: bool
    limit: int
    left: int
    reset: int


@dataclass
class _Held:
    window: int
    here: int = 0
    drawn: int = 0


class Allowances:
    """The allowances of one process. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[tuple[str, str], _Held] = {}

    def spend(self, subject: str, limit: int, now: datetime) -> Spent:
        """Takes one request from a subject's allowance of `limit` a minute; 0 is no limit."""
        seconds = to_micros(now) // 1_000_000
        window, reset = seconds // WINDOW, WINDOW - seconds % WINDOW
        if limit <= 0:
            return Spent(True, 0, 0, reset)
        held = self._of(subject, window)
        passes = self._take(held)
        if not passes and held.drawn < limit:
            self._draw(held, subject, limit)
            passes = self._take(held)
        return Spent(passes, limit, self._left(held, limit) if passes else 0, reset)

    def _of(self, subject: str, window: int) -> _Held:
        from django.db import connection

        key = str(connection.settings_dict["NAME"]), subject
        with self._lock:
            held = self._held.get(key)
            if held is None or held.window != window:
                if len(self._held) > _MOST_KNOWN:
                    self._held = {name: one for name, one in self._held.items() if one.window == window}
                held = self._held[key] = _Held(window)
            return held

    def _take(self, held: _Held) -> bool:
        with self._lock:
            if held.here > 0:
                held.here -= 1
                return True
            return False

    @staticmethod
    def _left(held: _Held, limit: int) -> int:
        return max(limit - held.drawn, 0) + max(held.here, 0)

    def _draw(self, held: _Held, subject: str, limit: int) -> None:
        from django.db import connection

        wanted = max(1, min(_MOST_DRAWN, limit // 20))
        with connection.cursor() as cursor:
            cursor.execute(_DRAW, (subject[:80], held.window, wanted))
            used = int(cursor.fetchone()[0])
        with self._lock:
            held.drawn = used
            held.here += max(0, wanted - max(0, used - limit))
