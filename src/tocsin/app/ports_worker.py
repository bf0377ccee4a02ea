"""What a worker and the auditor need of the store: heartbeats, stuck streams, what was missed (design §5)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tocsin.app.ports import Json


@dataclass(frozen=True)
class Beat:
    """A worker's sign of life. `said` is plain JSON: version, policy, counts."""

    worker: str
    started_at: datetime
    at: datetime
    said: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Overdue:
    """A stream whose next step should have been taken at `due_at`.

    `error` says why its handling failed, `troubles` how many times in a row; 0 when it was never tried.
    """

    stream: str
    kind: str
    due_at: datetime
    tries_at: datetime
    troubles: int = 0
    error: str = ""


class Watch(Protocol):
    """Who is alive, and what was missed. Every question is bounded and uses an index."""

    def beat(self, beat: Beat) -> None:
        """Writes a worker's heartbeat over its last one."""

    def beats(self) -> Sequence[Beat]:
        """The last heartbeat of each worker, newest first."""

    def forget_worker(self, worker: str) -> None:
        """Takes out the heartbeat of a worker that stopped in good order."""

    def postpone(self, stream: str, until: datetime, error: str) -> None:
        """Looks at a stream again only later, because handling it failed. Its obligation stays due."""

    def overdue(self, before: datetime, limit: int = 100) -> Sequence[Overdue]:
        """Streams whose obligation was due before an instant and that nobody has handled, oldest first."""

    def next_due(self, limit: int = 20) -> Sequence[Overdue]:
        """The obligations that fall due next, earliest first."""
