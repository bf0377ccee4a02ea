"""The obligations' side of the cycle: claim what is due, decide, save, all in one transaction (design §5)."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.app.ports import Change, Snapshot, StoreUnavailable
from tocsin.worker.needs import Counts, House
from tocsin.worker.settings import POISON, wait
from tocsin.worker.wrong import what_is_wrong

Trouble = tuple[str, str]
"""A stream and why it could not be handled."""


class Turns:
    """One batch at a time. A stream that makes trouble is put off, and the others go on."""

    def __init__(self, house: House, counts: Counts) -> None:
        self._books, self._desk, self._clock, self._counts = house.books, house.desk, house.clock, counts
        self._settings, self._log, self._hook = house.settings, house.log, house.hook
        self._troubles: dict[str, int] = {}

    def batch(self) -> int:
        """Handles what is due, up to a batch; returns how many streams it looked at."""
        now = self._clock()
        self._hook("before-claim")
        with self._books.claim(now, self._settings.batch) as claimed:
            if not claimed:
                return 0
            self._hook("after-claim")
            self._desk.refresh()
            changes, troubles = self._decided(claimed, now)
            troubles += self._saved(changes)
            self._put_off(troubles, now)
            self._hook("after-append")
        self._hook("after-commit")
        self._tell(changes, troubles)
        return len(claimed)

    def _decided(self, claimed: Sequence[Snapshot], now: datetime) -> tuple[list[Change], list[Trouble]]:
        changes: list[Change] = []
        troubles: list[Trouble] = []
        for snapshot in claimed:
            try:
                change = self._desk.tick(snapshot, now)
            except StoreUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 (one escalation may not stop the desk)
                troubles.append((snapshot.stream, what_is_wrong(error)))
                continue
            if change.wake is not None and change.wake.due_at <= now and not change.events:
                troubles.append(
                    (snapshot.stream, f"`{change.wake.kind}` is due, and nothing follows from it")
                )
            else:
                changes.append(change)
        return changes, troubles

    def _saved(self, changes: Sequence[Change]) -> list[Trouble]:
        """All at once; if that fails, one by one, to find the one that does not go."""
        try:
            self._books.save(changes)
        except StoreUnavailable:
            raise
        except Exception:  # noqa: BLE001 (which of them it was, and why, comes out below)
            return [trouble for change in changes for trouble in self._saved_alone(change)]
        return []

    def _saved_alone(self, change: Change) -> list[Trouble]:
        try:
            self._books.save([change])
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 (recorded with the stream)
            return [(change.stream, what_is_wrong(error))]
        return []

    def _put_off(self, troubles: Sequence[Trouble], now: datetime) -> None:
        for stream, why in troubles:
            count = self._troubles.get(stream, 0) + 1
            self._books.postpone(stream, now + wait(POISON, count), why)

    def _tell(self, changes: Sequence[Change], troubles: Sequence[Trouble]) -> None:
        """After the commit: what is rolled back was not done, and is not counted."""
        stuck = {stream for stream, _ in troubles}
        done = [change for change in changes if change.stream not in stuck]
        for change in done:
            self._troubles.pop(change.stream, None)
        for stream, why in troubles:
            self._troubles[stream] = self._troubles.get(stream, 0) + 1
            self._log("postponed", stream=stream, times=self._troubles[stream], detail=why)
        self._counts.turned += len(done)
        self._counts.poisoned += len(troubles)
        if done:
            told = {change.stream: [event.kind for event in change.events] for change in done}
            self._log("turned", count=len(done), events=told)
