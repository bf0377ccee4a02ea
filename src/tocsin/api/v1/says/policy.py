"""The policy, its versions and their signatures, as they are answered."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tocsin.api.v1.values import Moment, Says


class Policy(Says):
    """The policy that new tickets follow."""

    title: str
    version: str
    hash: str
    policy: dict[str, Any] = Field(description="The whole policy, by its own schema.")


class Fact(Says):
    """A word that criteria use: its type, its values, and the question that gets it."""

    name: str
    type: str
    label: str
    ask: str
    means: str
    of: list[str]
    unit: str
    attachment: bool


class Facts(Says):
    """Every fact that a ticket may have."""

    items: list[Fact]


class PolicyFinding(Says):
    """One finding of the check."""

    rule: str
    gravity: str
    message: str
    help: str
    file: str
    line: int
    column: int
    path: str


class CheckReport(Says):
    """What the check says of a policy."""

    version: str
    hash: str = Field(description="Empty while it cannot be read.")
    errors: int
    warnings: int
    findings: list[PolicyFinding]
    tests: int = Field(description="How many of its own tests were run.")
    failed: int


class Seat(Says):
    """A line to sign."""

    id: str
    title: str
    name: str
    holder: str | None
    signed_by: str | None
    signed_at: Moment | None


class Version(Says):
    """A version of the policy, and how it stands."""

    hash: str
    title: str
    number: str
    stand: str = Field(description="`proposed`, `ready`, `active`, `earlier` or `withdrawn`.")
    origin: str
    proposed_at: Moment | None
    proposed_by: str
    note: str
    seats: list[Seat]
    activated_at: Moment | None
    activated_by: str | None
    open: int = Field(description="How many open escalations it governs.")


class MissingStep(Says):
    """What stands in the way of activating it, and what to do about it."""

    rule: str
    text: str
    help: str


class OneVersion(Version):
    """A version with what is missing until it can be activated."""

    missing: list[MissingStep]
    files: dict[str, str]


class Versions(Says):
    """Every version: the active one, those under way, earlier ones."""

    items: list[Version]


class Change(Says):
    """One change from the first policy to the second."""

    subject: str
    path: str
    kind: str
    what: str
    before: str
    after: str
    direction: str
    note: str
    text: str


class Which(Says):
    """A policy by its title, version and hash."""

    title: str
    version: str
    hash: str


class Diff(Says):
    """What changed between two policies, in words."""

    before: Which
    after: Which
    same: bool
    changes: list[Change]
