"""What is asked about customers, and what can be kept of how the desk runs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tocsin.api.v1.values import Exact, Line, Said, Wants, Whole
from tocsin.api.v1.wants.lists import Asks


class Named(Asks):
    """A part of a name."""

    text: Line = Field("", max_length=100, description="A part of the name.")
    limit: Whole = Field(50, ge=1, le=200)


class Mark(Wants):
    """Whether a customer stays."""

    name: Said = Field(max_length=500, examples=["Northwind Trading"])
    what: Literal["lost", "kept"]
    note: Line = ""


class Erase(Wants):
    """A customer whose personal data shall go."""

    name: Said = Field(max_length=500, description="Exactly as it stands in the escalations.")
    why: Line = Field("", description="Why, without names: `asked for on 2026-11-23`.")
    really: bool = Field(False, description="False: only say what would go. It cannot be undone.")


class Keep(Wants):
    """How long personal data stays."""

    days: Exact | None = Field(ge=1, le=36_500, description="Days after closing; null: for good.")


class Team(Asks):
    """One team's people."""

    team: Line = Field("", max_length=120, description="A team; everybody without.")
