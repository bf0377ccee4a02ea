"""The document's header and the organisation's profile (A0, B1, B2, B9-B11)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from tocsin.core.policy.schema.base import ALWAYS, Id, SeverityId, Strict, Text, shorthand

Industry = Literal["b2b-saas", "e-commerce", "telecom", "healthcare", "fintech", "managed-services", "other"]
Channel = Literal["email", "chat", "phone", "portal", "social"]
Risk = Literal[
    "hipaa", "gdpr", "pci", "regulated", "high_pr", "mission_critical", "safety", "financial_reporting"
]


class Header(Strict):
    """What the first page says (B1, B2)."""

    title: Text = Field(description="The document's title.")
    version: Text = Field(description="The version that is signed, as in `1.4.0`.")
    updated: date = Field(description="When the text last changed.")
    department: Text = Field(description="The department that owns the policy.")
    effective: date = Field(description="From which day it applies.")
    notice: str = Field("", description="The critical notice at the top of the document (B2).")
    language: str = Field("en", description="The document's language, as in `en` or `zh-Hans`.")


class Systems(Strict):
    """The systems in use (A0.6); all optional: Tocsin is complete without them."""

    help_desk: str | None = Field(None, description="Where tickets live, as in Zendesk.")
    chat: str | None = Field(None, description="Where people talk, as in Slack.")
    tracker: str | None = Field(None, description="Where fixes are tracked, as in Jira.")
    paging: str | None = Field(None, description="What pages people today, as in PagerDuty.")
    status_page: str | None = Field(None, description="Where customers look, as in Statuspage.")
    crm: str | None = Field(None, description="Where accounts and ARR live, as in Salesforce.")
    knowledge_base: str | None = Field(None, description="Where articles live, as in Confluence.")


class Organisation(Strict):
    """The ten inputs that tailor everything (A0.1-A0.10); targets (A0.9) stand under `metrics`."""

    name: Text = Field(description="The company's name (A0.1).")
    industry: Industry = Field(description="The industry (A0.2).")
    zone: Text = Field(description="The home time zone, an IANA name such as `America/New_York`.")
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = Field("USD", description="ISO 4217 code.")
    channels: list[Channel] = Field(min_length=1, description="How customers reach support (A0.4).")
    support_hours: Id = Field(ALWAYS, description="The usual support hours: a calendar, or `always` (A0.5).")
    systems: Systems = Field(Systems(), description="The systems in use (A0.6).")
    triggers: list[Text] = Field([], description="What usually escalates here (A0.7).")
    pains: list[Text] = Field([], description="What hurts today (A0.8).")
    risks: list[Risk] = Field([], description="What constrains every answer (A0.10).")


class Clause(Strict):
    """A paragraph that a risk or an industry demands (A0.10)."""

    title: Text
    text: Text
    risks: list[Risk] = Field([], description="The risks that call for it; empty means always.")
    sections: list[Id] = Field([], description="Which sections of the document quote it.")


class Practice(Strict):
    """One of the practices people are asked to live by (B9)."""

    name: Text
    text: Text


class Note(Strict):
    """A department's own note or criterion (B10)."""

    department: str = ""
    text: Text


class Signatory(Strict):
    """Somebody who signs (B11)."""

    title: Text
    name: str = ""
    email: str = ""


class ChecklistRow(Strict):
    """A row of the response checklist: the same action, per severity (B8).

    Each cell is `yes`, `no`, `if needed`, `if applicable`, a duration or short words.
    """

    action: Text
    P1: str = "no"
    P2: str = "no"
    P3: str = "no"
    P4: str = "no"

    def cell(self, severity: SeverityId) -> str:
        """The cell of one severity."""
        return str(getattr(self, severity))


class Step(Strict):
    """One step of the flow from report to lessons learnt (B5)."""

    name: Text
    text: Text = Field(description="What happens in it.")
    does: list[Text] = Field([], description="What people do, in order.")
    within: str = Field("", description="By when, in words, where the policy has no clock for it.")


Notes = dict[Id, Annotated[Note, shorthand("text")]]
