"""Webhooks and their deliveries, as they are answered."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tocsin.api.v1.values import Moment, Says


class Webhook(Says):
    """A receiver of events. Its secret is not shown again."""

    id: int
    name: str
    url: str
    kinds: list[str] = Field(description="The kinds of events that it hears; empty: all.")
    hint: str = Field(description="The last letters of its secret.")
    active: bool
    off_why: str = Field(description="Why it was switched off; empty while it is on.")
    failing_since: Moment | None
    created_at: Moment
    created_by: str


class NewWebhook(Webhook):
    """A receiver with its secret, this once."""

    secret: str = Field(description="Shown this once.")


class Webhooks(Says):
    """The receivers."""

    items: list[Webhook]


class Kinds(Says):
    """The kinds of events that a receiver may ask for."""

    items: list[str]


class Attempt(Says):
    """One try, and what the receiver answered."""

    number: int
    at: Moment
    outcome: str = Field(description="`delivered`, `refused` or `unknown`: it may have been received.")
    detail: str
    took_ms: int | None


class Delivery(Says):
    """One event for one receiver."""

    id: int
    position: int
    kind: str
    escalation: str | None
    state: str = Field(description="`waiting`, `delivered` or `failed`.")
    attempts: int
    created_at: Moment
    next_at: Moment | None
    repeat_of: int | None


class OneDelivery(Delivery):
    """A delivery with what was posted, and each try."""

    body: dict[str, Any]
    tries: list[Attempt]


class Deliveries(Says):
    """A page of deliveries, the latest first."""

    items: list[Delivery]
    next: str | None
