"""A mapping: how the columns of an export become the facts of a policy (A13.1, design §7)."""

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from tocsin.core.calendar.zones import zone_of
from tocsin.core.history.conditions import Condition, Derived, Scalar
from tocsin.core.policy.schema.base import FactId, Id, Strict, Text

Unit = Literal[
    "microseconds", "milliseconds", "seconds", "minutes", "hours", "days", "minor", "thousands",
    "epoch_seconds", "epoch_milliseconds",
]  # fmt: skip


class Outcomes(Strict):
    """How a ticket ended: for scoring only, never an input of a criterion."""

    ticket: str = Field("", description="The ticket's column in the file of outcomes, if it differs.")
    means: str = Field("", description="What a bad outcome is, in words.")
    bad: dict[Id, Condition] = Field(min_length=1, description="Any of these makes the outcome bad.")

    def columns(self) -> set[str]:
        """All columns it reads, without the ticket's."""
        return {name for condition in self.bad.values() for name in condition.columns()}


class Mapping(Strict):
    """Columns to facts. Facts that it does not give are missing: their criteria stay unknown."""

    tocsin_mapping: Literal[1] = Field(description="The mapping's version.")
    name: Text = Field(description="What it reads.")
    about: str = Field("", description="What the reader of a report should know about it.")

    rows: Literal["change", "ticket"] = Field(description="One row per change, or one row per ticket.")
    lacking: Literal["error", "leave_out"] = Field(
        "error", description="A column that the export does not have: an error, or left out and told."
    )
    ticket: Text = Field(description="The column that names the ticket; `a | b`: the first that is there.")
    changed_at: str = Field(
        "", description="From when the row is true; with one row per ticket: when opened."
    )
    until: str = Field("", description="Until when the row is true; empty: until the ticket's next row.")
    opened_at: str = Field("", description="When the ticket was opened; empty: its first row.")
    closed_at: str = Field("", description="When the ticket was closed; nothing comes true afterwards.")
    closed: Condition | None = Field(None, description="Rows in which the ticket is closed.")
    order_by: list[Text] = Field([], description="The order of a ticket's rows, if not `changed_at`.")

    columns: dict[FactId, Text] = Field({}, description="Fact to column.")
    values: dict[FactId, dict[str, Scalar | None]] = Field(
        {}, description="The export's values to the policy's; `null` makes the fact missing."
    )
    derive: dict[FactId, Derived] = Field({}, description="Facts computed from columns.")
    constants: dict[FactId, Scalar] = Field({}, description="Facts that are the same on every ticket.")

    zone: str = Field("", description="The zone of times that carry none, as in `Europe/Berlin` or `UTC`.")
    formats: list[Text] = Field([], description="How dates are written, as in `%d/%m/%Y %H:%M`.")
    units: dict[FactId, Unit] = Field(
        {}, description="Units of numbers that are durations, money or instants."
    )
    separators: dict[FactId, Text] = Field({}, description="What stands between a set's values; else `,`.")
    empty: list[str] = Field([], description="Texts that mean no value, as in `?` or `N/A`.")
    encoding: Literal["", "utf-8", "utf-16", "latin-1"] = Field("", description="If it cannot be seen.")
    delimiter: Annotated[str, Field(max_length=1)] = Field("", description="Of CSV, if it cannot be seen.")
    outcomes: Outcomes | None = None

    @field_validator("ticket", "changed_at", "opened_at")
    @classmethod
    def _named(cls, value: str) -> str:
        if value == "?":
            raise ValueError("a `?` stands where a column must be named: write the column's name")
        return value

    @field_validator("zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        return zone_of(value).key if value else value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.changed_at and not self.opened_at:
            raise ValueError("no column says when: give `changed_at` or `opened_at`")
        if self.rows == "change" and not self.changed_at:
            raise ValueError("one row per change needs `changed_at`: the column that says when")
        given = [*self.columns, *self.derive, *self.constants]
        twice = sorted({fact for fact in given if given.count(fact) > 1})
        if twice:
            raise ValueError(f"`{twice[0]}` is given twice: keep one of `columns`, `derive`, `constants`")
        return self

    @property
    def starts(self) -> str:
        """The column from which a row is true."""
        return self.changed_at or self.opened_at

    def facts(self) -> set[str]:
        """The facts that it gives; `opened_at` always."""
        return {*self.columns, *self.derive, *self.constants, "opened_at"}

    def history_columns(self) -> set[str]:
        """All columns that the history must have."""
        named = {self.ticket, self.starts, self.until, self.opened_at, self.closed_at, *self.order_by}
        named |= set(self.columns.values()) | (self.closed.columns() if self.closed else set())
        return (named | {c for d in self.derive.values() for c in d.columns()}) - {""}
