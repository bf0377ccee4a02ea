"""An escalation as it is answered: who, what, which clocks, what is due, what happened."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tocsin.api.v1.values import Moment, Says


class Question(Says):
    """A fact that is asked for, and the question that gets it."""

    fact: str
    ask: str


class Suggested(Says):
    """What it may be a duplicate of: score from 0 to 1, and why."""

    id: str
    score: float
    why: str
    title: str


class Clock(Says):
    """A promise that runs: when it is due, what is left of it in words, and why it is due then."""

    name: str
    status: str
    target: str
    calendar: str
    due_at: Moment | None
    left: str
    why: list[str]


class Late(Says):
    """A clock that ran out; that is final, even if what was due came later."""

    clock: str
    count: int
    due_at: Moment


class Ladder(Says):
    """Where a ladder of pages stands."""

    ladder: str
    state: str
    rung: str | None
    answered_by: list[str]


class Page(Says):
    """A page to come if nobody answers: who, by which method, on which rung."""

    at: Moment
    ladder: str
    rung: str
    person: str | None
    method: str | None
    why: str


class Due(Says):
    """Something that is due: a page, an update, a clock."""

    at: Moment
    kind: str
    what: str
    why: str


class Line(Says):
    """A line of a gate: whether it is met, and what meets it."""

    line: str
    text: str
    met: bool
    optional: bool
    help: str


class Gate(Says):
    """What it takes until the next state."""

    name: str
    lines: list[Line]


class Happened(Says):
    """One line of the timeline."""

    version: int = Field(description="Counts from 1 within the escalation.")
    at: Moment
    actor: str = Field(description="Who did it; `tocsin` is the desk itself.")
    kind: str
    text: str


class Escalation(Says):
    """An escalation at an instant, with everything that a person needs to act on it."""

    id: str = Field(examples=["ESC-1001"])
    version: int = Field(description="Counts what happened; send it in `If-Match` with a change.")
    status: str = Field(examples=["open"])
    severity: str = Field(examples=["P1"])
    level: int = Field(examples=[3])
    policy: str = Field(description="The hash of the policy that governs it.")
    title: str
    text: str
    customer: str
    reporter: str
    channel: str
    reference: str
    reported_at: Moment | None
    facts: dict[str, str] = Field(description="What is known, each fact in words.")
    segment: str
    owner: str | None
    offered_to: str | None
    seats: dict[str, str] = Field(description="Who sits in which role.")
    vacant: list[str]
    waiting: bool
    questions: list[Question]
    duplicate_of: str | None
    duplicates: list[str]
    suggested: list[Suggested]
    at: Moment = Field(description="The instant that this holds for.")
    clocks: list[Clock]
    late: list[Late]
    paging: list[Ladder]
    pages: list[Page]
    due: list[Due]
    gate: Gate | None
    timeline: list[Happened]
    possible: list[str] = Field(description="The commands that mean something as it stands.")


class RunningClock(Says):
    """A clock on the list."""

    name: str
    status: str
    target: str
    due_at: Moment | None
    left: str


class ListedEscalation(Says):
    """One line of the list."""

    id: str
    version: int
    status: str
    severity: str
    level: int
    stop_the_line: bool
    title: str
    customer: str
    segment: str
    reference: str
    team: str
    owner: str | None
    vacant: list[str]
    waiting: bool
    paging: str = Field(description="The worst of its ladders: `spent`, `climbing`, `acknowledged` or empty.")
    due: Due | None
    clocks: list[RunningClock]
    reported_at: Moment
    changed_at: Moment
    updated_at: Moment | None = Field(description="The last word to the customer.")
    resolved_at: Moment | None
    closed_at: Moment | None


class Escalations(Says):
    """A page of the list."""

    items: list[ListedEscalation]
    next: str | None = Field(description="Give it as `after` to get the next page; null on the last one.")
    total: int = Field(description="How many there are; 10,000 stands for that many or more.")


class Timeline(Says):
    """What happened, oldest first."""

    items: list[Happened]


class Sent(Says):
    """One line of the ledger of pages and messages."""

    at: Moment
    step: str
    page: str | None
    message: str | None
    person: str
    channel: str | None
    attempt: int | None
    detail: str


class Ledger(Says):
    """What became of every page and message, oldest first."""

    items: list[Sent]


class Attached(Says):
    """A file that is attached."""

    name: str
    digest: str | None = Field(description="SHA-256 of what it holds; null for one that lies elsewhere.")
    size: int = Field(description="In bytes.")
    at: Moment
    by: str


class Attachments(Says):
    """The files of an escalation."""

    items: list[Attached]


class Event(Says):
    """Something that has just happened, as it is kept."""

    kind: str
    data: dict[str, Any]


class Done(Says):
    """What came of a command."""

    id: str
    version: int
    status: str
    severity: str
    level: int
    repeated: bool = Field(description="The same request had been carried out before; nothing has changed.")
    events: list[Event] = Field(description="What happened; empty for a repeated request.")
    questions: list[Question] = Field(description="What it was sent back for.")
    next: Due | None = Field(description="What is due next, null when nothing is.")


class ItemDone(Says):
    """What came of one item of a bulk request."""

    id: str
    status: int = Field(description="The status code that the request alone would have had.")
    version: int | None
    problem: dict[str, Any] | None = Field(description="Why not, as problem details; null when it was done.")


class BulkDone(Says):
    """What came of each item; each stands alone."""

    items: list[ItemDone]
    done: int
    failed: int
