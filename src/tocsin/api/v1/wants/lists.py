"""What the address of a list may ask for."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from tocsin.api.v1.values import Instant, Line, Maybe, Whole, Yes

STATUSES = Literal["reported", "returned", "in tier", "open", "stabilised", "resolved", "closed"]


class Asks(BaseModel):
    """The names and values after the question mark."""


class Paged(Asks):
    """A page of a list."""

    limit: Whole = Field(50, ge=1, le=200, description="How many at most.")
    after: str = Field("", max_length=200, description="`next` of the page before.")


class Filters(Paged):
    """Which escalations; several values of one name: any of them."""

    text: Line = Field("", description="Words in number, title, text, customer or owner.")
    severity: list[Line] = Field([], max_length=8, examples=[["P1"]])
    level: list[Whole] = Field([], max_length=5)
    status: list[STATUSES] = Field([], max_length=8)
    customer: Line = ""
    owner: Line = Field("", description="A contact's id.")
    segment: Line = ""
    team: Line = ""
    waiting: Maybe = Field(None, description="Only those that wait for the customer, or only the others.")
    mine: Yes = Field(False, description="Only yours: owned, seated, offered, paged or reported.")
    closed: Yes = Field(False, description="The closed ones, the latest first.")


class At(Asks):
    """An instant."""

    at: Instant = Field(description="The instant, with its zone.")


class MaybeAt(Asks):
    """An instant, or the present one."""

    at: Instant | None = Field(None, description="The instant, with its zone; the present one without.")


class Since(Asks):
    """What is new."""

    since: Whole = Field(0, ge=0, le=10**9, description="Only what happened after this version.")
