"""Requests to swap shifts as values: what was asked, of whom, and how each stands at an instant (A4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from tocsin.app.ports import Json
from tocsin.app.ports_swaps import KeptSwap
from tocsin.core.model.instant import iso, parse_instant
from tocsin.core.oncall.duty import joined
from tocsin.core.oncall.roster import Roster


class Span(NamedTuple):
    """From `start` to `end` (aware UTC, end excluded)."""

    start: datetime
    end: datetime


class Status(StrEnum):
    """How a request stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Wish:
    """What somebody asks: that `other` ("" anyone in the rotation) takes their shifts in `span`.

    `back`: what they take of the other's in return; None: for free. `back_rotation`: where, when it is
    another one, as whoever is first on call and their backup change places.
    """

    rotation: str
    span: Span
    other: str = ""
    back: Span | None = None
    why: str = ""
    back_rotation: str = ""

    @property
    def back_in(self) -> str:
        """The rotation of what is taken in return."""
        return self.back_rotation or self.rotation

    @property
    def is_exchange(self) -> bool:
        """True when both give their shifts of one and the same time in one rotation."""
        return self.back == self.span and self.back_in == self.rotation


@dataclass(frozen=True)
class SwapRequest:
    """A request of `asker`, made `at`. `changes` are the numbers of the roster changes that came of it.

    `shifts` and `back_shifts` are where their turns stood when it was asked.
    """

    id: int
    at: datetime
    asker: str
    wish: Wish
    shifts: tuple[Span, ...] = ()
    back_shifts: tuple[Span, ...] = ()
    decision: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    changes: tuple[int, ...] = ()

    @property
    def begins(self) -> datetime:
        """When the first of its shifts begins: then it expires."""
        return min(span.start for span in (*self.shifts, *self.back_shifts))

    def status(self, now: datetime) -> Status:
        """How it stands at an instant."""
        if self.decision:
            return Status(self.decision)
        return Status.EXPIRED if now >= self.begins else Status.ASKED

    def can_be_answered_by(self, person: str) -> bool:
        """True for the one who was asked; of anyone, for all but the one who asks."""
        return person == self.wish.other if self.wish.other else person != self.asker


def shifts_of(roster: Roster, rotation: str, person: str, span: Span) -> tuple[Span, ...]:
    """When this person is on call in a span, cut to it; shifts that follow each other are one."""
    found = roster.shifts(rotation, span.start, span.end)
    return tuple(Span(*one) for one in joined((s.start, s.end) for s in found if s.person == person))


def reason(request: SwapRequest) -> str:
    """Why the roster was changed, as it is kept with the change."""
    why = f": {request.wish.why}" if request.wish.why else ""
    return f"swap request {request.id}{why}"


def data_of(wish: Wish, shifts: Sequence[Span], back_shifts: Sequence[Span]) -> Json:
    """A request as it is kept: plain JSON."""
    return {
        "rotation": wish.rotation,
        "other": wish.other,
        "why": wish.why,
        "span": _pair(wish.span),
        "back": _pair(wish.back) if wish.back else None,
        "back_rotation": wish.back_rotation,
        "shifts": [_pair(span) for span in shifts],
        "back_shifts": [_pair(span) for span in back_shifts],
    }


def request_of(kept: KeptSwap) -> SwapRequest:
    """A kept request as it is asked about."""
    data, outcome = kept.data, kept.outcome or {}
    back = _span(data["back"]) if data["back"] else None
    told = (str(data["other"]), back, str(data["why"]), str(data["back_rotation"]))
    wish = Wish(str(data["rotation"]), _span(data["span"]), *told)
    return SwapRequest(
        kept.id,
        kept.at,
        kept.actor,
        wish,
        tuple(map(_span, data["shifts"])),
        tuple(map(_span, data["back_shifts"])),
        kept.decision,
        kept.decided_at,
        kept.decided_by,
        tuple(outcome.get("changes", ())),
    )


def _pair(span: Span) -> list[str]:
    return [iso(span.start), iso(span.end)]


def _span(pair: Sequence[Any]) -> Span:
    return Span(parse_instant(str(pair[0])), parse_instant(str(pair[1])))
