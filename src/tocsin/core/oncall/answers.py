"""Answers to who is on call: each says why (A4.2)."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.core.oncall.changes import Change, Entry
from tocsin.core.oncall.rotation import Rotation


@dataclass(frozen=True)
class Why:
    """How somebody comes to be on call: the layer and its turn, then the changes that were made to it.

    `layer` is empty for somebody whom a change put on call; `turn` counts from 0 at the layer's start.
    """

    layer: str = ""
    turn: int = 0
    changes: tuple[Change, ...] = ()

    def __str__(self) -> str:
        steps = [f"turn {self.turn + 1} of layer `{self.layer}`"] if self.layer else []
        return "; ".join([*steps, *map(_told, self.changes)]) or "nobody has a turn"


def _told(change: Change) -> str:
    name = type(change).__name__.lower() + (f" `{change.id}`" if change.id else "")
    by = f" by {change.by}" if change.by else ""
    return f"{name}{by}: {change}" + (f" ({change.reason})" if change.reason else "")


@dataclass(frozen=True)
class OnCall:
    """Somebody on call at an instant, from `since` until `until` (UTC; None: no beginning, no end)."""

    person: str
    layer: str
    since: datetime | None
    until: datetime | None
    why: Why


@dataclass(frozen=True)
class Shift:
    """Somebody on call from `start` to `end` (UTC, end excluded), cut to the period that was asked for.

    `person` is None in a gap, when nobody is on call.
    """

    person: str | None
    start: datetime
    end: datetime
    layer: str = ""
    why: Why = Why()


@dataclass(frozen=True)
class Gap:
    """A span (UTC, end excluded) in which nobody is on call; `why` names the changes that made it, if any."""

    start: datetime
    end: datetime
    why: Why = Why()


def why(rotation: Rotation, entry: Entry) -> Why:
    """How this entry came about."""
    made = tuple([rotation.changes[place] for place in entry.changes]) if entry.changes else ()
    return Why(entry.layer, entry.turn, made)
