"""The vocabulary of facts, the parameters, severities, levels and stop-the-line (A1, A2, B4)."""

from typing import Annotated, Literal

from pydantic import Field

from tocsin.core.model.duration import Span
from tocsin.core.policy.schema.base import (
    Criteria,
    Duration,
    FactId,
    Fraction,
    Id,
    LevelId,
    Lines,
    Number,
    Rule,
    SeverityId,
    Strict,
    Text,
    Whole,
)

FactType = Literal[
    "boolean", "integer", "number", "text", "choice", "set", "money", "duration", "instant", "elapsed"
]
AS_NEEDED = "as needed"


class Fact(Strict):
    """A word that criteria may use: its type, its unit and the question that gets it (A2.1)."""

    type: FactType
    ask: str = Field("", description="The question to ask when it is missing.")
    label: str = Field("", description="What people call it in tables and reasons.")
    means: str = Field("", description="What exactly it says.")
    of: list[Text] = Field([], description="The allowed values of a `choice` or a `set`.")
    unit: str = Field("", description="The currency of `money`; a word such as `customers` for numbers.")
    since: FactId | None = Field(None, description="For `elapsed`: the instant from which it counts.")
    attachment: bool = Field(False, description="The answer is a file: screenshots, logs.")


class Parameter(Strict):
    """A threshold worth tuning: calibration may move it between `from` and `to` (A13.1)."""

    value: Number | str = Field(description="`2h`, `50000 USD`, `10000`.")
    low: Number | str | None = Field(None, alias="from", description="The lowest value to try.")
    high: Number | str | None = Field(None, alias="to", description="The highest value to try.")
    means: str = Field("", description="What it decides.")


class Promise(Strict):
    """What one segment is promised, where it differs from the severity's own times."""

    response: Duration | None = None
    resolution: Duration | None = None
    update: Duration | Literal["as needed"] | None = None


class Severity(Strict):
    """How bad it is, and what that promises (A2.2, B4)."""

    name: Text
    means: Text
    examples: list[Text] = []
    response: Duration = Field(description="First answer within.")
    resolution: Duration = Field(description="Resolved within.")
    update: Duration | Literal["as needed"] = Field(
        description="The customer hears at least this often (A5.2)."
    )
    segments: dict[Id, Promise] = Field({}, description="Segments that are promised otherwise.")
    when: Criteria = Field({}, description="Any of these makes it this severity.")

    def promised(self, segment: str) -> Promise:
        """What a segment is promised: its own times, and the severity's where it has none (B4)."""
        own = self.segments.get(segment, Promise())
        return Promise(
            response=own.response or self.response,
            resolution=own.resolution or self.resolution,
            update=own.update or self.update,
        )


class Level(Strict):
    """Who must be involved (A1), when, and how fast they acknowledge (A4.3)."""

    name: Text
    means: Text
    who: str = Field("", description="Who works at this level.")
    acknowledge: dict[Id, Duration] = Field(
        {}, description="Time to acknowledge: `default`, and segments that differ (A4.3)."
    )
    engage_sme: dict[Id, Duration] = Field(
        {}, description="Time until an SME works on it: `default`, and segments that differ (A10.2)."
    )
    intake: list[FactId] = Field([], description="Facts that a request must carry (A2.1).")
    roles: list[Id] = Field([], description="Seats that must be filled (A3).")
    when: Criteria = Field({}, description="Any of these makes it this level.")

    def acknowledge_within(self, segment: str) -> Span | None:
        """The time to acknowledge for a segment, or None when the policy promises none (A4.3)."""
        return self.acknowledge.get(segment, self.acknowledge.get("default"))

    def sme_within(self, segment: str) -> Span | None:
        """The time until an SME is engaged for a segment, or None when the policy promises none."""
        return self.engage_sme.get(segment, self.engage_sme.get("default"))


class StopTheLine(Rule):
    """A criterion that bypasses every gate and pages at once (A2.3)."""

    level: LevelId = Field(3, description="The level it raises to, at least.")
    severity: SeverityId | None = Field(None, description="The severity it raises to, at least.")
    page: Id = Field(description="The team that is paged at once.")


class Duplicates(Strict):
    """When two tickets are likely the same, and what is done about it (A2.4)."""

    within: Duration | None = Field(None, description="Only tickets opened this close to each other.")
    same: list[FactId] = Field([], description="Facts that agree in duplicates.")
    lines: Lines = Field({}, description="How related tickets are found and linked.")
    recent: Duration | None = Field(None, description="Closed tickets count for this long.")
    suggest_above: Fraction = Field(0.3, description="Shown as a likely duplicate from this score, 0 to 1.")
    link_above: Fraction | None = Field(None, description="Linked without asking; none: a person decides.")
    at_most: Whole = Field(5, ge=1, le=50, description="How many are shown.")
    growth: list[Annotated[Whole, Field(ge=2)]] = Field(
        [], description="So many linked tickets page again: the incident has grown."
    )


class Intake(Strict):
    """How a report becomes a ticket that can be decided on (A2.1, A2.4-A2.6)."""

    within: dict[SeverityId, Duration] = Field({}, description="Triage is done within, per severity.")
    lines: Lines = Field({}, description="What the first reader does, in order (A2.5).")
    incomplete: Lines = Field({}, description="How an incomplete request is sent back (A2.6).")
    duplicates: Duplicates = Duplicates()


class HandOver(Strict):
    """How one owner follows another; until it is accepted nothing has changed (A3.1)."""

    accept_within: Duration | None = Field(None, description="Accepted within, or the lead is told.")
    lines: Lines = Field({}, description="What a hand-over says.")


Facts = dict[FactId, Fact]
Severities = dict[SeverityId, Severity]
Levels = dict[LevelId, Level]
