"""Small tests over the columns of an export: enough for flags, nothing that could be a program."""

from typing import Self

from pydantic import Field, model_validator

from tocsin.core.policy.schema.base import Strict, Text

Scalar = str | int | float | bool
_TESTS = ("equals", "in_", "contains", "above", "at_least", "below", "at_most", "filled")


class Condition(Strict):
    """One test of one column, or `any`, `all`, `not` of others. Texts compare without regard to case."""

    column: str = Field("", description="A column of the export; `a.b` goes into nested JSON.")
    equals: Scalar | None = None
    in_: list[Scalar] | None = Field(None, alias="in", min_length=1)
    contains: list[Text] | None = Field(None, min_length=1, description="Any of these words stands in it.")
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None
    filled: bool | None = Field(None, description="`true`: there is a value; `false`: there is none.")
    any: list["Condition"] | None = Field(None, min_length=1)
    all: list["Condition"] | None = Field(None, min_length=1)
    no: "Condition | None" = Field(None, alias="not")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        tests = [name for name in _TESTS if getattr(self, name) is not None]
        joined = [part for part in (self.any, self.all, self.no) if part is not None]
        if bool(self.column) + len(joined) != 1:
            raise ValueError("a condition has one `column`, or one of `any`, `all`, `not`: keep one")
        if self.column and not tests:
            raise ValueError(
                "a condition needs a test: add `equals`, `in`, `contains`, `above`, `filled` ..."
            )
        if joined and tests:
            raise ValueError("`any`, `all` and `not` take no test of their own: move it into them")
        return self

    def columns(self) -> set[str]:
        """All columns it reads."""
        below = [*(self.any or ()), *(self.all or ()), *([self.no] if self.no else ())]
        return {self.column} - {""} | {name for part in below for name in part.columns()}


class Derived(Strict):
    """A fact computed from columns: exactly one of these forms."""

    when: Condition | None = Field(None, description="A yes/no fact: does this hold?")
    coalesce: list[Text] | None = Field(None, min_length=1, description="The first of these that is filled.")
    count: list[Text] | None = Field(None, min_length=1, description="How many of these columns are filled.")
    first: Condition | None = Field(
        None, description="An instant: when this first held on the ticket, known from then on."
    )
    flags: dict[Text, Condition] | None = Field(
        None, description="A set: each value whose condition holds is in it."
    )

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("give exactly one of `when`, `coalesce`, `count`, `first`, `flags`: keep one")
        return self

    def columns(self) -> set[str]:
        """All columns it reads."""
        conditions = [self.when, self.first, *(self.flags or {}).values()]
        found = {name for each in conditions if each for name in each.columns()}
        return found | set(self.coalesce or ()) | set(self.count or ())
