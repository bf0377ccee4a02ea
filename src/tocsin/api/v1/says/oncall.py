"""Who answers, as it is answered."""

from __future__ import annotations

from pydantic import Field

from tocsin.api.v1.values import Moment, Says


class Holder(Says):
    """Somebody on call, or nobody, from and until when, and why."""

    rotation: str
    person: str | None = Field(description="A contact's id; null in a gap.")
    name: str | None
    start: Moment | None
    end: Moment | None
    layer: str | None
    why: str


class OnCallNow(Says):
    """A rotation at an instant."""

    rotation: str
    name: str
    zone: str
    holders: list[Holder] = Field(description="Who is on call; empty in a gap.")
    until: Moment | None = Field(description="Until when that holds.")
    following: list[str] = Field(description="Who is on call then.")
    resumes: Moment | None = Field(description="When nobody follows: when somebody is on call again.")


class WhoIsOnCall(Says):
    """Every rotation at an instant."""

    at: Moment
    items: list[OnCallNow]


class Shifts(Says):
    """Shifts of a period, rotation by rotation, gaps included and cut to it."""

    items: list[Holder]


class RosterChange(Says):
    """An override or a swap that was made at run time."""

    id: int
    kind: str = Field(description="`override` or `swap`.")
    rotation: str
    start: Moment
    end: Moment
    person: str | None
    instead_of: str | None
    one: str | None
    other: str | None
    why: str
    by: str
    at: Moment
    cancelled: bool


class RosterChanges(Says):
    """The changes that hold."""

    items: list[RosterChange]


class SwapRequest(Says):
    """A request to swap shifts, and how it stands."""

    id: int
    status: str
    asker: str
    rotation: str
    start: Moment
    end: Moment
    other: str | None = Field(description="Who was asked; null: anyone in the rotation.")
    back_start: Moment | None
    back_end: Moment | None
    why: str
    at: Moment
    decided_by: str | None
    decided_at: Moment | None


class SwapRequests(Says):
    """Requests whose last shift is not over."""

    items: list[SwapRequest]
