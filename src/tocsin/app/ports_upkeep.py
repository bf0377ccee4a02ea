"""Care for the store: its schema, its chain of hashes, projections built again (design §5)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from tocsin.app.ports import Recorded, Row, Wake

Stage = Literal["pre", "post"]

Project = Callable[[str, Sequence[Recorded]], tuple[bytes, Row, Wake | None]]
"""A stream's events to its snapshot, its line in the list, and its earliest obligation."""

Progress = Callable[[int, int], None]
"""Streams done, streams in all."""


@dataclass(frozen=True)
class Schema:
    """How the database's schema stands to this release.

    `state` is `empty`, `behind` (`names` are not applied), `current` or `ahead` (`names` are unknown here).
    `fits`: this release can work on it as it is. It can while only `post` steps are missing, and on a
    newer schema as long as only `pre` steps were added.
    """

    state: Literal["empty", "behind", "current", "ahead"]
    names: tuple[str, ...] = ()
    fits: bool = True


@dataclass(frozen=True)
class Fault:
    """Where the record does not hold. `version` 0 and `stream` "" where it cannot be named."""

    stream: str
    version: int
    field: str
    message: str


@dataclass(frozen=True)
class Verified:
    """What a verification read and found. `digest` names the whole record: note it outside to compare."""

    streams: int
    events: int
    digest: str
    faults: tuple[Fault, ...] = ()
    more: int = 0
    """Faults beyond those listed."""
    erased: int = 0
    """Events whose personal data was erased, with an event of the chain that vouches for what is left."""


@dataclass(frozen=True)
class Difference:
    """A projection that is not what its events give. `stored` and `rebuilt` are short texts for people."""

    stream: str
    field: str
    stored: str
    rebuilt: str


class Upkeep(Protocol):
    """What `tocsin db` does."""

    def schema_state(self) -> Schema:
        """How the schema stands; a database that is not there yet is `empty`."""

    def migrate(self, stage: Stage | None = None) -> tuple[str, ...]:
        """Applies what is missing and names it. `pre` stops before what the previous release cannot bear."""

    def verify(self, progress: Progress | None = None) -> Verified:
        """Reads the whole record and checks every link."""

    def rebuild(
        self, project: Project, progress: Progress | None = None, write: bool = True
    ) -> Sequence[Difference]:
        """Projects every stream again and names what differs; `write` False only compares."""
