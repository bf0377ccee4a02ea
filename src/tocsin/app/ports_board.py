"""The list of escalations as the desk shows it: what is looked for, in which order, a page at a time (A3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tocsin.app.ports import Row, Snapshot


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty asks for nothing. Several values of one field: any of them.

    `text` are words that all occur in number, reference, customer, title or description, by their beginnings.
    `mine` is a person: those that they own, hold a seat in, are offered, are paged for or reported.
    `waiting`: only those that wait on the customer, or only those that do not. `closed`: the closed ones,
    latest first, instead of the open ones, those due next first.
    """

    text: str = ""
    severities: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    customer: str = ""
    owner: str = ""
    segment: str = ""
    team: str = ""
    waiting: bool | None = None
    mine: str = ""
    closed: bool = False


@dataclass(frozen=True)
class Place:
    """Where a page of the list ends: the instant by which it is sorted (µs since 1970), and the stream."""

    at: int
    stream: str


@dataclass(frozen=True)
class Found:
    """A page of the list. `next` None: there is no more. `total` counts at most `COUNTED`."""

    rows: tuple[Row, ...]
    next: Place | None
    total: int


COUNTED = 10_000
"""A list that is longer is not counted to its end."""


@dataclass(frozen=True)
class Median:
    """The middle of `count` durations; None when there is none."""

    value: timedelta | None
    count: int


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int


@dataclass(frozen=True)
class Spans:
    """What the figures look back on: instants (aware UTC), and the severity that they tell of first.

    `lately`: responses and resolutions since; `served`: closed escalations since; `month` and `last_month`
    begin then; `now` ends them. `statuses` are those of an active escalation.
    """

    worst: str
    statuses: tuple[str, ...]
    lately: datetime
    served: datetime
    month: datetime
    last_month: datetime
    now: datetime


@dataclass(frozen=True)
class Counted:
    """The counts behind the six figures. `kept` None: nobody ever recorded who left or stayed."""

    active: Mapping[str, int]
    response: Median
    resolution: Median
    in_time: Share
    this_month: int
    last_month: int
    kept: Share | None


class BoardStore(Protocol):
    """Questions about many escalations at once, each with an index."""

    def found(self, wanted: Wanted, limit: int, after: Place | None = None) -> Found:
        """A page of the list behind a place: stable while lines move, for none is told by its number."""

    def loads(self, streams: Sequence[str]) -> Mapping[str, Snapshot]:
        """Several streams as last saved."""

    def unfilled(self, limit: int) -> Sequence[str]:
        """Lines written before the board had its columns; open ones first."""

    def fill(self, rows: Sequence[Row], without: Sequence[str] = ()) -> None:
        """Writes lines anew; `without` are streams that cannot be read, not to be asked for again."""

    def counted(self, spans: Spans) -> Counted:
        """The counts behind the six figures, with one question."""

    def response_median(self, severity: str, since: datetime) -> Median:
        """First words to customers since an instant, in open time of the clock."""

    def resolution_median(self, severity: str, since: datetime) -> Median:
        """Resolutions since an instant, in open time of the clock."""

    def customer_lost(self, customer: str, at: datetime, by: str, note: str = "") -> None:
        """Records that a customer left."""

    def customer_kept(self, customer: str, at: datetime, by: str, note: str = "") -> None:
        """Records that a customer stays, or came back."""
