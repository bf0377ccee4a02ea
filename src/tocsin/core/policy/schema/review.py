"""Post-escalation review, actions, measures, calibration targets and training (A9, A10, A12, A13)."""

from typing import Annotated, Literal

from pydantic import Field

from tocsin.core.policy.schema.base import (
    Criteria,
    Duration,
    Fraction,
    Id,
    LevelId,
    Lines,
    SeverityId,
    Strict,
    Text,
    Whole,
)


class ActionRise(Strict):
    """When a missed action rises to somebody else (A9.7)."""

    overdue: Duration
    to: Id = Field(description="A role or a team.")
    text: str = ""


class Actions(Strict):
    """Action items are product work: owned, dated, chased (A9.3, A9.7)."""

    due: dict[Literal["fix", "monitor", "knowledge_base", "training", "policy"], Duration] = {}
    remind: Duration | None = Field(None, description="The owner is reminded this long before.")
    rise: dict[Id, ActionRise] = {}


class ScoreRow(Strict):
    """One question of the prevent-repeat score (A9.5)."""

    question: Text
    points: Whole = Field(ge=0, le=100)


class AgendaItem(Strict):
    """One item of the monthly review (A9.6)."""

    topic: Text
    minutes: Whole = Field(ge=1, le=240)
    facts: list[Text] = Field([], description="What is on the table for it.")


class Review(Strict):
    """The post-escalation review (A9)."""

    triggers: Criteria = Field({}, description="Any of these opens a review (A9.1).")
    due: Duration | None = Field(None, description="Held within.")
    facilitator: Id | None = Field(None, description="A role.")
    participants: list[Id] = []
    form: Lines = Field({}, description="Five whys and the other questions (A9.2).")
    actions: Actions = Actions()
    knowledge_base: Lines = Field({}, description="Which articles are written or changed (A9.4).")
    score: dict[Id, ScoreRow] = Field({}, description="The prevent-repeat score; points add up to 100.")
    repeat_within: Duration | None = Field(None, description="The same cause again within this is a repeat.")
    monthly: dict[Id, AgendaItem] = {}


Measure = Literal[
    "volume", "escalation_rate", "time_to_acknowledge", "time_to_engage_sme", "time_to_workaround",
    "time_to_resolution", "reasons", "repeat_rate", "update_compliance", "sla_attainment", "csat",
    "renewal_risk", "pages_per_engineer", "after_hours_pages", "retention", "resolution_rate",
    "response_time", "hand_overs", "credits", "per_owner",
]  # fmt: skip


class Metric(Strict):
    """A measure with its definition and its target (A0.9, A10)."""

    name: Text
    measure: Measure
    means: Text = Field(description="What starts and stops it, and what is left out.")
    target: Annotated[str, Field(pattern=r"^(<=|>=|<|>)\s*\S.*$")] | None = Field(
        None, description="`< 15 min`, `> 95%`, `< 6 per week`."
    )
    severities: list[SeverityId] = []
    levels: list[LevelId] = []


class Band(Strict):
    """A share of all tickets that is healthy: from `low` to `high`."""

    low: Fraction
    high: Fraction


class Calibration(Strict):
    """What the back-test aims at (A13.1)."""

    escalated: Band = Band(low=0.05, high=0.10)
    level_3: Band = Band(low=0.005, high=0.02)
    days: Whole = Field(90, ge=1, le=3660, description="How many days of history are worth looking at.")
    per_week: dict[Id, Annotated[Whole, Field(ge=0)]] = Field(
        {}, description="How many escalations a week each team can carry."
    )


class Module(Strict):
    """A part of the onboarding (A12)."""

    title: Text
    minutes: Whole = Field(ge=1, le=480)
    aims: list[Text] = []
    text: str = ""
    exercise: str = ""


class ScorecardRow(Strict):
    """What a handled escalation is scored on (A12)."""

    name: Text
    weight: Whole = Field(ge=1, le=100)
    good: Text = Field(description="What full marks look like.")
    poor: Text = Field(description="What no marks look like.")


class Sample(Strict):
    """A scored sample, so that two reviewers score alike (A12)."""

    title: Text
    story: Text
    scores: dict[Id, Annotated[Whole, Field(ge=0, le=4)]] = Field(description="Scorecard row to 0-4.")
    why: Text


class Coaching(Strict):
    """A template for a coaching talk (A12)."""

    title: Text
    when: str = ""
    questions: list[Text] = Field(min_length=1)
    agreement: str = ""


class Training(Strict):
    """Onboarding, scorecard, calibration samples and coaching (A12)."""

    onboarding: dict[Id, Module] = {}
    scorecard: dict[Id, ScorecardRow] = {}
    samples: dict[Id, Sample] = {}
    coaching: dict[Id, Coaching] = {}
    scenarios: Whole = Field(10, ge=0, le=40, description="How many role-plays are computed.")
