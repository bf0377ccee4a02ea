"""Accounts, tokens, and what was done to them, as they are answered."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tocsin.api.v1.values import Moment, Says


class Account(Says):
    """Somebody who can sign in."""

    username: str
    name: str
    email: str
    role: str
    contact: str | None = Field(description="Their id among the policy's contacts.")
    zone: str
    active: bool
    created_at: Moment | None


class Accounts(Says):
    """A page of accounts, by name."""

    items: list[Account]
    next: str | None


class Token(Says):
    """A token. Its secret is not kept, and cannot be shown again."""

    id: int
    name: str
    account: str
    hint: str = Field(description="Its last letters.")
    scopes: list[str]
    created_at: Moment
    expires_at: Moment | None
    used_at: Moment | None = Field(description="The last use, to the minute.")
    used_from: str
    revoked: bool


class Tokens(Says):
    """Tokens, the latest first."""

    items: list[Token]
    next: str | None


class NewToken(Token):
    """A token with its secret, this once."""

    secret: str = Field(description="Shown this once.")


class Invited(Says):
    """A one-time link to pass on."""

    link: str = Field(description="Shown this once.")


class AuditLine(Says):
    """What somebody did that is no event of an escalation."""

    id: int
    at: Moment
    actor: str
    action: str
    object: str
    detail: dict[str, Any]
    address: str


class AuditLog(Says):
    """A page of the audit log, the latest first."""

    items: list[AuditLine]
    next: str | None


class Me(Says):
    """Who asks, and what they may."""

    name: str
    actor: str = Field(description="What stands in the record for them.")
    username: str
    role: str
    token: str | None = Field(description="The name of the token that was used; null for a session.")
    scopes: list[str] | None
    may: dict[str, str] = Field(description="Each action with its scope: `own` or `any`.")
    now: Moment


class Figure(Says):
    """One of the six figures."""

    id: str
    name: str
    value: float | None = Field(description="Null while there is nothing to count.")
    unit: str
    note: str


class Figures(Says):
    """How the desk stands."""

    at: Moment
    items: list[Figure]
