"""What is done by the way, on a thread of its own: personal data whose time is over is taken away."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from tocsin.app.ports import StoreUnavailable
from tocsin.worker.needs import Log
from tocsin.worker.wrong import what_is_wrong

EVERY = timedelta(minutes=1)


class Upkeep:
    """Calls `keep` once a minute: it does a little at a time. After a failure it is called again as well."""

    def __init__(self, keep: Callable[[datetime], int], clock: Callable[[], datetime], log: Log) -> None:
        self._keep, self._clock, self._log = keep, clock, log

    def run(self, stop: threading.Event, every: timedelta = EVERY) -> None:
        """Works until `stop` is set."""
        while not stop.wait(every.total_seconds()):
            self.once()

    def once(self) -> int:
        """One turn; how much was done."""
        try:
            done = self._keep(self._clock())
        except StoreUnavailable as error:
            self._log("upkeep-put-off", detail=str(error))
            return 0
        except Exception as error:  # noqa: BLE001 (pages go out whatever is wrong with the upkeep)
            self._log("upkeep-failed", detail=what_is_wrong(error))
            return 0
        if done:
            self._log("retained", escalations=done)
        return done
