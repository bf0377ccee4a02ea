"""What the criteria say of a ticket, and why."""

from __future__ import annotations

from pydantic import Field

from tocsin.api.v1.says.escalation import Suggested
from tocsin.api.v1.values import Moment, Says


class Reason(Says):
    """A criterion that holds, and the facts that made it true."""

    criterion: str
    decides: str = Field(description="What it decides: a severity, a level, a route.")
    text: str
    because: dict[str, str]


class Undecided(Says):
    """A criterion that cannot be decided, and the facts to ask for; it never counts as true."""

    criterion: str
    decides: str
    facts: list[str]


class Ahead(Says):
    """A criterion that comes true at an instant, if nothing changes until then."""

    criterion: str
    decides: str
    at: Moment


class Rung(Says):
    """A rung of the ladder, and how long after the first page it is paged."""

    id: str
    page: str
    after: str


class Involved(Says):
    """A team that is brought in besides."""

    id: str
    team: str
    page: bool
    text: str


class Route(Says):
    """Who is paged, how fast they acknowledge, and who is next."""

    id: str | None
    name: str
    team: str | None
    ladder: str | None
    acknowledge: str | None
    calendar: str | None
    rungs: list[Rung]
    involve: list[Involved]


class AskedOf(Says):
    """A question of the decision tree, with its answer; null is not known."""

    criterion: str
    text: str
    answer: bool | None
    because: dict[str, str]
    ask: list[str]


class Fork(Says):
    """A place in the decision tree; `taken` when one of its questions holds."""

    name: str
    target: str
    taken: bool
    questions: list[AskedOf]


class Governed(Says):
    """The policy that gave the answer."""

    version: str
    hash: str


class Decision(Says):
    """What would become of the ticket: nothing is saved."""

    severity: str
    level: int
    stop_the_line: bool
    missing: list[str] = Field(description="Facts without which it would be sent back.")
    questions: dict[str, str] = Field(description="What to ask, and the fact that it gets.")
    unknown: list[Undecided]
    reasons: list[Reason]
    route: Route
    path: list[Fork] = Field(description="The decision tree as it was walked.")
    advice: str
    ahead: list[Ahead]
    duplicates: list[Suggested]
    policy: Governed
