"""What is wrong with an expression, and where; and how that becomes a finding (A2.3)."""

from dataclasses import dataclass

from tocsin.core.model.finding import Finding, Position

SYNTAX, NAME, TYPE, VALUE, LIMIT = (
    "criterion-syntax",
    "criterion-name",
    "criterion-type",
    "criterion-value",
    "criterion-limit",
)
"""Rule ids of the findings: not CEL, an unknown name, a type that does not fit, a bad literal, too large."""


@dataclass
class Complaint(Exception):  # noqa: N818 (an answer to the author of the policy, not a failure)
    """One problem at an offset (code points from 0) of the expression."""

    rule: str
    at: int
    message: str
    help: str = ""


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """The line and column, from 1, of an offset in the expression."""
    before = text[: max(0, min(at, len(text)))]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def to_finding(complaint: Complaint, text: str, base: Position, path: str = "") -> Finding:
    """The complaint as a finding: `base` is where the expression's first character stands in the file.

    Lines of an expression are taken to be indented alike, as in a YAML block.
    """
    line, column = line_and_column(text, complaint.at)
    place = Position(base.file, base.line + line - 1, base.column + column - 1)
    where = f" (line {line}, column {column} of the expression)"
    return Finding(
        rule=complaint.rule, message=complaint.message + where, at=place, help=complaint.help, path=path,
        value=text if len(text) <= 200 else text[:200] + "…",
    )  # fmt: skip
