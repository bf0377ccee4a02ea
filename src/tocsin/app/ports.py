"""What the use cases need from storage and delivery: records, changes, promises (design §4-5)."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from tocsin.core.model.finding import Finding, Position, Refused

Json = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """Something that happened, not stored yet: `data` is plain JSON, instants in it ISO 8601 UTC."""

    kind: str
    data: Json


@dataclass(frozen=True)
class Recorded:
    """An event as stored. `version` counts from 1 in its stream; `policy` is the hash that governed it.

    `key` is the client key of the command that made it, "" if none. `previous` and `hash` are the
    chain: hex SHA-256 of the previous event's hash and of everything this event says.
    """

    stream: str
    version: int
    at: datetime
    kind: str
    actor: str
    policy: str
    key: str
    data: Json
    previous: str
    hash: str


@dataclass(frozen=True)
class Row:
    """One line of the list of escalations: a projection, rebuilt from events at any time."""

    stream: str
    status: str
    level: int
    severity: str
    segment: str
    customer: str
    title: str
    owner: str
    reported_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    text: str = ""
    """What duplicates are looked for in: title and description."""
    alike: Json = field(default_factory=dict)
    """The facts on which duplicates agree (A2.4)."""
    due_at: datetime | None = None
    """What people owe next (A3): the desk is sorted by it. None: nothing is due."""
    due_kind: str = ""
    """The clock behind it, or `page`."""
    team: str = ""
    waiting: bool = False
    people: tuple[str, ...] = ()
    """Everyone who has to do with it."""
    terms: str = ""
    """What it is found by besides its text: number, customer, reference, owner."""
    opened_at: datetime | None = None
    responded_at: datetime | None = None
    response_took: timedelta | None = None
    """The first word to the customer, in open time of its clock."""
    resolved_at: datetime | None = None
    resolution_took: timedelta | None = None
    in_time: bool | None = None
    """Whether it was resolved within its target; None: not resolved, or nothing is promised."""
    original: str = ""
    """The ticket of which it is a duplicate."""


@dataclass(frozen=True)
class Wake:
    """The earliest obligation of a stream: an index, never the truth (design §5)."""

    kind: str
    due_at: datetime


@dataclass(frozen=True)
class Outgoing:
    """One row of the outbox. `id` is the idempotency key: the same event never makes a second one.

    `page` is empty for what is no page (a reminder, a returned request). `urgent`: an attempt whose
    outcome is unknown is repeated on another channel.
    """

    id: str
    stream: str
    page: str
    person: str
    channel: str
    address: str
    subject: str
    body: str
    urgent: bool
    not_before: datetime


@dataclass(frozen=True)
class Change:
    """Everything one command did to one stream: saved in one transaction, or not at all.

    `expected` is the version the decision was made on, 0 for a new stream. `snapshot` is the state
    after the events. `wake` None: nothing is due. `cancel` ends outbox rows not sent yet, by page.
    `answered` are pages acknowledged, each with the person who did: lines of the ledger.
    """

    stream: str
    expected: int
    at: datetime
    actor: str
    policy: str
    events: tuple[Event, ...]
    snapshot: bytes
    row: Row
    wake: Wake | None = None
    outgoing: tuple[Outgoing, ...] = ()
    cancel: tuple[str, ...] = ()
    answered: tuple[tuple[str, str], ...] = ()
    key: str = ""
    reply: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """A stream as last saved: the state's JSON, its version, and the hash of its last event."""

    stream: str
    version: int
    state: bytes
    hash: str
    wake: Wake | None = None


class Conflict(Exception):  # noqa: N818 (an answer to the caller, who loads again and decides again)
    """The stream moved on since it was loaded: nothing was saved."""

    def __init__(self, stream: str, expected: int, found: int, by: str = "") -> None:
        last = f": {by}" if by else ""
        super().__init__(f"`{stream}` is at version {found}, not {expected}{last}")
        self.stream, self.expected, self.found = stream, expected, found


class Repeated(Conflict):
    """The command with this client key was answered already, in `stream`: `reply(key)` is that answer."""

    def __init__(self, key: str, stream: str, version: int) -> None:
        super().__init__(stream, version, version)
        self.key = key
        self.args = (f"the command `{key}` was carried out already, in `{stream}`",)


class StoreUnavailable(Refused):
    """The database cannot do it now. At the edge it is a refusal; a worker tries again when `retry`."""

    def __init__(self, where: str, message: str, help_: str, retry: bool = True) -> None:
        super().__init__(Finding("store", message, Position.of(where), help_), usage=True)
        self.retry = retry


class Store(Protocol):
    """Events, snapshots, the list, obligations and the outbox of one desk."""

    def load(self, stream: str) -> Snapshot | None:
        """The stream as last saved, or None."""

    def events(self, stream: str, until: datetime | None = None) -> Sequence[Recorded]:
        """The stream's events in order, up to and including an instant."""

    def reply(self, key: str) -> Json | None:
        """What the command with this client key was answered, or None when it never came."""

    def save(self, changes: Sequence[Change]) -> None:
        """All of them or none. Raises Conflict when a stream moved on."""

    def hold(self, streams: Sequence[str]) -> AbstractContextManager[None]:
        """Nobody else changes these streams until the block ends; what is saved in it is committed then."""

    def claim(self, now: datetime, limit: int) -> AbstractContextManager[Sequence[Snapshot]]:
        """Streams whose obligation is due, locked until the block ends; nobody else gets them meanwhile."""

    def rows(self, open_only: bool = True, limit: int = 200) -> Sequence[Row]:
        """The list, newest first."""

    def recent(self, segment: str, since: datetime, limit: int) -> Sequence[Row]:
        """Escalations of a segment reported since, and all open ones: what a new one may duplicate (A2.4)."""

    def changed(self, after: int, most: int) -> Sequence[Row] | None:
        """The lines of all streams with an event behind a position of the feed; None for very many events."""

    def new_stream(self) -> str:
        """The next free number, as `ESC-1042`."""

    def keep_policy(self, hash_: str, content: bytes) -> None:
        """Keeps a policy by its hash; the same one twice is one."""

    def policy(self, hash_: str) -> bytes | None:
        """A policy that was kept."""

    def streams(self) -> Iterator[str]:
        """Every stream."""
