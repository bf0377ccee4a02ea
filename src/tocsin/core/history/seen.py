"""What a history turned out to hold, before any criterion is asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stray:
    """A value of the export that is none of the policy's: the fact is missing on those rows."""

    fact: str
    column: str
    value: str
    rows: int


@dataclass(frozen=True)
class Reject:
    """A row that could not be read, and why. `line` is 0 when it is not known."""

    file: str
    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Seen:
    """The history as it was read. Instants are microseconds since 1970 UTC.

    `start` and `end` bound the period: the first state (or `--from`), and the latest instant (or `--to`);
    after `last_opened` no ticket came in any more, so that averages end there.
    `backwards` rows end before they begin: they count at their first instant only.
    `arrived_closed` tickets were closed in their first state: they count at that instant only.
    `lacking` are the mapping's columns that the export does not have.
    """

    rows: int
    rejected: int
    start: int
    end: int
    last_opened: int
    facts: frozenset[str]
    closes: bool = False
    strays: tuple[Stray, ...] = ()
    backwards: int = 0
    arrived_closed: int = 0
    files: tuple[str, ...] = ()
    rejects: tuple[Reject, ...] = ()
    notes: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
