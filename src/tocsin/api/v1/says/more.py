"""Customers, the desk's own health, retention, load and calibrations, as they are answered."""

from __future__ import annotations

from pydantic import Field

from tocsin.api.v1.values import Moment, Says


class Customer(Says):
    """A customer, by the name that stands in escalations."""

    name: str
    count: int = Field(description="How many escalations it has.")
    open: int
    last: Moment = Field(description="When the last one was reported.")
    lost_at: Moment | None = Field(description="When it was lost, as somebody said; null while it stays.")


class Customers(Says):
    """Customers by a part of their name; without one, those with something open first."""

    items: list[Customer]


class Staying(Says):
    """What was said about a customer's staying."""

    name: str
    lost: bool


class Erasure(Says):
    """What an erasure takes away, or has taken."""

    done: bool
    customer: str = Field(description="Once it is done: the name that stands instead.")
    escalations: list[str]
    open: list[str] = Field(description="What must be closed first.")
    events: int
    messages: int
    files: int


class Check(Says):
    """One thing that was looked at."""

    check: str
    fine: bool
    text: str
    help: str | None


class Health(Says):
    """What may keep the desk from its promises."""

    fine: bool
    items: list[Check]


class Retention(Says):
    """How long personal data stays after an escalation was closed."""

    days: int | None = Field(description="Null: until somebody takes it away.")
    due: int = Field(description="How many escalations are due now, 500 at most.")


class PersonLoad(Says):
    """How hard it is to be on call for one person."""

    person: str
    pages: int = Field(description="In the last seven days.")
    at_night: int
    at_weekends: int
    woken: int = Field(description="Nights in which a page came.")
    hours_past: int = Field(description="Hours as the one who is paged first, in the last four weeks.")
    hours_ahead: int = Field(description="The same in the next four weeks.")


class Load(Says):
    """The load of everybody on call."""

    items: list[PersonLoad]


class CalibrationRun(Says):
    """A calibration that was started from the page."""

    id: str
    at: Moment
    actor: str
    name: str
    history: str
    policy: str
    state: str = Field(description="`waiting`, `running`, `done`, `failed` or `cancelled`.")
    step: str
    percent: float | None
    said: str
    summary: str
    ended_at: Moment | None


class CalibrationRuns(Says):
    """The latest runs."""

    items: list[CalibrationRun]
