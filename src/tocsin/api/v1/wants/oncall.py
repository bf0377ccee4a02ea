"""What is asked about on-call, and what can be changed of it."""

from __future__ import annotations

from pydantic import Field

from tocsin.api.v1.values import Id, Instant, Line, Wants, Yes
from tocsin.api.v1.wants.lists import Asks


class Which(Asks):
    """Rotations, and an instant."""

    at: Instant | None = Field(None, description="The instant, with its zone; the present one without.")
    of: list[Line] = Field([], max_length=50, description="Rotations or teams; all without.")


class Period(Asks):
    """Rotations, and a span."""

    start: Instant = Field(description="From when, with its zone.")
    end: Instant = Field(description="Until when, at most 400 days later.")
    of: list[Line] = Field([], max_length=50, description="Rotations or teams; all without.")


class Every(Asks):
    """Those that were taken back too."""

    all: Yes = Field(False, description="Those that were taken back too.")


class Override(Wants):
    """Somebody answers instead of somebody else, or in addition."""

    rotation: Id = Field(examples=["support"])
    start: Instant
    end: Instant
    person: Id | None = Field(None, description="Who answers; without it nobody does instead.")
    instead_of: Id | None = Field(None, description="Whose turn it is; without it, in addition to them.")
    why: Line = ""


class Swap(Wants):
    """Somebody else takes your shifts of a span; nothing changes until it is accepted."""

    rotation: Id
    start: Instant
    end: Instant
    other: Line = Field("", description="Who is asked; without it, anyone in the rotation.")
    back_start: Instant | None = Field(None, description="What you take of theirs in return.")
    back_end: Instant | None = None
    why: Line = ""


class Anyway(Wants):
    """How to accept."""

    anyway: bool = Field(False, description="Even when it leaves a gap or somebody double booked.")
