"""What can be asked about accounts and tokens, and changed of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tocsin.api.v1.values import Instant, Line, Said, Wants, Yes
from tocsin.api.v1.wants.lists import Paged

RoleName = Literal["viewer", "agent", "lead", "approver", "executive", "administrator"]
ScopeName = Literal["read", "report", "work", "roster", "policy", "people", "admin"]


class Tokens(Paged):
    """Whose tokens."""

    everyone: Yes = Field(False, description="Those of every account; for who manages tokens.")


class Lines(Paged):
    """Which lines of the audit log."""

    actor: Line = ""
    action: Line = ""


class AccountChange(Wants):
    """What changes of an account; what is left out stays."""

    name: Line | None = Field(None, max_length=120)
    role: RoleName | None = None
    contact: Line | None = Field(None, max_length=80, description="Their id among the contacts; empty: none.")
    active: bool | None = Field(None, description="False: they cannot sign in, and their tokens end.")


class Invitation(Wants):
    """Somebody who shall have an account."""

    email: Line = Field("", max_length=254, examples=["maya@example.com"])
    name: Line = Field("", max_length=120)
    role: RoleName
    contact: Line = Field("", max_length=80, description="Their id among the policy's contacts.")


class TokenWanted(Wants):
    """A token for your own account."""

    name: Said = Field(max_length=80, examples=["the help desk"])
    scopes: list[ScopeName] = Field(min_length=1, max_length=7, examples=[["read", "report"]])
    expires_at: Instant | None = Field(None, description="Until when it holds; for good without.")
