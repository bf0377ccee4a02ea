"""A ticket as it is reported, with its facts."""

from __future__ import annotations

from pydantic import Field

from tocsin.api.v1.values import Exact, Id, Line, Number, Said, Text, Wants
from tocsin.api.v1.wants.commands import Facts


class Escalate(Wants):
    """Escalate it whatever the criteria say, with the reason."""

    reason: Said
    level: Exact = Field(1, ge=1, le=4)
    owner: Line = Field("", description="Who owns it; whoever is on duty for it without.")


class Ticket(Wants):
    """What the customer raised, and what is known of it."""

    title: Said = Field(
        examples=["Nobody can log in"], description="One line; what is longer begins the text."
    )
    text: Text = Field("", description="What happened, in the customer's words.")
    customer: Line = Field("", examples=["Northwind"])
    channel: Line = Field("", examples=["email"])
    reference: Line = Field("", description="Its number in the help desk.", examples=["ZD-48812"])
    facts: Facts = Field(
        {},
        max_length=200,
        description="By their names in the policy (`GET /policy/facts`). Money is a text such as"
        " `50000 USD`, a duration such as `2h`, an instant has a zone.",
        examples=[{"segment": "enterprise", "production": True, "customers_affected": 40}],
    )
    unknown: list[Id] = Field([], max_length=200, description="Facts that were asked for and nobody knows.")


class Report(Ticket):
    """A ticket to take in."""

    triage: bool = Field(True, description="False: only take it in; it waits for a first reader.")
    escalate: Escalate | None = None


class Bulk(Wants):
    """One command for several escalations; each item stands alone."""

    ids: list[Number] = Field(min_length=1, max_length=100)
    command: str = Field(
        max_length=40, pattern=r"^[a-z_]+$", description="A command's name, as in its own address.",
        examples=["note"],
    )  # fmt: skip
    given: dict[str, object] = Field(
        {}, max_length=20, description="The body that the command has at its own address.",
        examples=[{"text": "Seen in the morning round."}],
    )  # fmt: skip
