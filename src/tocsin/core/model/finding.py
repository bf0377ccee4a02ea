"""Findings: what is wrong, where, and what to do (design §10)."""

from dataclasses import dataclass, field
from enum import StrEnum


class Gravity(StrEnum):
    """How bad a finding is: an error stops the policy from being used, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Position:
    """A place in a source text: file as the user named it; line and column count from 1.

    Line 0: a place without lines, such as an escalation or a database (`Position.of`).
    """

    file: str
    line: int = 1
    column: int = 1

    @classmethod
    def of(cls, place: str) -> "Position":
        """A place that has no lines: an escalation, an option, a setting, a database."""
        return cls(place, 0, 0)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `rule` is a stable id with a page of its own in the reference.

    `path` is the place in the policy (`levels.2.when.churn`); `value` the offending text, if any.
    """

    rule: str
    message: str
    at: Position
    help: str = ""
    gravity: Gravity = Gravity.ERROR
    path: str = ""
    value: str = ""
    related: tuple[Position, ...] = field(default=())

    def order(self) -> tuple[Position, str, str]:
        """Sort key: by place, then rule, then text."""
        return (self.at, self.rule, self.message)


class Refused(Exception):  # noqa: N818 (it is an answer to the user, not a failure of the program)
    """An input that cannot be used. Carries findings to show; the shell prints them and exits 1 or 2."""

    def __init__(self, *findings: Finding, usage: bool = False) -> None:
        super().__init__("; ".join(f.message for f in findings))
        self.findings = findings
        self.usage = usage
