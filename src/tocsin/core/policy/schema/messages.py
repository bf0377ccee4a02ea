"""What the customer and the room are told: templates, phrases, cadence, war room, briefs (A5, A6, B7)."""

from typing import Annotated, Literal

from pydantic import Field

from tocsin.core.policy.schema.base import (
    Duration,
    Id,
    Item,
    LevelId,
    Lines,
    SeverityId,
    Strict,
    Text,
    shorthand,
)
from tocsin.core.policy.schema.header import Channel

Stage = Literal[
    "acknowledgement", "incomplete", "update", "resolution", "review_summary", "hand_over", "four_line_brief",
    "executive_brief", "apology", "approval_request", "stand_down", "check_in",
]  # fmt: skip
Part = Literal["impact", "known", "mitigation", "workaround", "eta_range", "next_update"]


class Message(Strict):
    """A template in Liquid, for one stage and channel (A5.1, A5.5, B7)."""

    name: Text
    stage: Stage
    channel: Channel | Literal["any", "internal"] = "any"
    severities: list[SeverityId] = Field([], description="Only for these; empty: for all.")
    language: str = "en"
    subject: str = ""
    body: Text = Field(description="Liquid: `{{ ticket.number }}`; it cannot run code.")


class Approved(Strict):
    """A phrase that works (A5.7)."""

    say: Text
    when: str = Field("", description="The moment it is for.")


class Banned(Strict):
    """A phrase that never goes out (A5.7)."""

    phrase: Text
    instead: Text = Field(description="What to say instead.")
    why: str = ""


class Phrases(Strict):
    """Approved and banned phrases, and honest words for uncertainty (A5.4, A5.7)."""

    approved: dict[Id, Annotated[Approved, shorthand("say")]] = {}
    banned: dict[Id, Banned] = {}
    uncertainty: dict[Id, Annotated[Approved, shorthand("say")]] = {}


class Approval(Strict):
    """When an update needs a second pair of eyes before it is sent."""

    when: Annotated[str, Field(alias="if")]
    by: Id = Field(description="A role.")
    text: str = ""


class Communication(Strict):
    """Cadence and content of updates (A5.2, A5.3, A5.6, A5.8)."""

    parts: list[Part] = Field(
        ["impact", "known", "mitigation", "workaround", "eta_range", "next_update"],
        description="What every update states (A5.3).",
    )
    remind_owner: Duration | None = Field(None, description="The owner is reminded this long before.")
    remind_lead: Duration | None = Field(None, description="The lead is reminded this long before.")
    narrative: Lines = Field({}, description="The four parts of the one narrative (A5.6).")
    approval: dict[Id, Approval] = {}
    status_page: str = Field("", description="Who updates the status page, and when (A3.6).")


class WarRoom(Strict):
    """The room in which an incident is worked (A6.1-A6.3)."""

    name: Text = Field("#inc-{date}-{customer}", description="The channel's name pattern (A6.1).")
    from_level: LevelId = 3
    roles: list[Id] = Field([], description="Seats invited at once.")
    topic: str = ""
    checklist: Lines = {}
    tags: list[Text] = Field([], description="Ticket tags that are set (A6.2).")
    tracker: str = Field("", description="How the tracker's issue is linked (A6.2).")


class Briefs(Strict):
    """Four lines for the room, five bullets for executives (A6.4, A6.5)."""

    four_line: Lines = {}
    executive: Lines = {}
    executive_from: LevelId = 3
    daily_after: Duration | None = Field(None, description="A daily summary once it lasts this long.")


MetBy = Literal["confirmed", "mitigation", "workaround", "cause", "update", "verified", "note", "attachment"]


class GateLine(Item):
    """One condition of a gate. Most are confirmed by a person; some the record itself shows."""

    met_by: MetBy = Field("confirmed", description="What meets it: a person's word, or what was recorded.")
    optional: bool = Field(False, description="Asked for, but the gate opens without it.")


Gate = dict[Id, Annotated[GateLine, shorthand("text")]]


class Resolution(Strict):
    """What *stabilised* and *resolved* mean here, and what closing needs (A7)."""

    stabilised: Gate = {}
    resolved: Gate = {}
    verification: Lines = Field({}, description="How the customer confirms (A7.2).")
    documentation: Gate = Field({}, description="What is written down, and where (A7.3).")
    closing: Gate = Field({}, description="Closing notes and next steps (A7.4).")
