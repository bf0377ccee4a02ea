"""Service recovery: offers, the approval matrix, guardrails (A8)."""

from typing import Annotated, Literal

from pydantic import Field

from tocsin.core.model.money import Money, Share
from tocsin.core.policy.schema.base import Duration, Id, Lines, Strict, Sum, Text, Whole

Kind = Literal["credit", "refund", "extension", "goodwill", "remediation"]


class Offer(Strict):
    """What is offered, and when (A8.1)."""

    name: Text
    when: Annotated[str, Field(alias="if")]
    text: str = ""
    segments: list[Id] = Field([], description="Only for these; empty: for all.")
    kind: Kind
    amount: Sum | None = Field(None, description="Money, or a share of the monthly fee.")
    extension: Duration | None = Field(None, description="How much longer the contract runs.")
    approver: Id | None = Field(None, description="The role that approves it, where the bands do not say.")
    also: Lines = Field({}, description="Obligations that come with it: an apology note, a PIR, a review.")


class Band(Strict):
    """A row of the approval matrix (A8.2): above `above`, up to `up_to`, approved by all of `by`."""

    name: str = ""
    kinds: list[Kind] = Field([], description="Only for these; empty: for all.")
    segments: list[Id] = Field([], description="Only for these; empty: for all.")
    above: Sum | None = None
    up_to: Sum | None = None
    by: list[Id] = Field(min_length=1, description="Roles: all of them approve.")
    in_order: bool = Field(True, description="One after the other, or at the same time.")
    within: Duration | None = Field(None, description="Answered within, or the next band is asked.")

    def edges(self, share: bool) -> tuple[float, float] | None:
        """The band as (low, high] in percent or in money; None when it is written in the other."""
        ends = [e for e in (self.above, self.up_to) if e is not None]
        if any(isinstance(e, Share) is not share for e in ends):
            return None
        low, high = (_number(self.above, 0.0), _number(self.up_to, float("inf")))
        return low, high


def _number(end: Money | Share | None, missing: float) -> float:
    if end is None:
        return missing
    return float(end.percent) if isinstance(end, Share) else float(end.amount)


class Guardrail(Strict):
    """A limit against bad precedent (A8.3)."""

    name: Text
    text: Text
    rule: Literal["cap", "non_precedent", "legal_review", "frequency", "conflict", "other"] = "other"
    when: Annotated[str | None, Field(alias="if", description="No expression: it always holds.")] = None
    cap: Sum | None = None
    every: Duration | None = Field(None, description="For `frequency`: the window.")
    at_most: Whole | None = Field(None, ge=0, description="For `frequency`: how many in the window.")
    lifted_by: list[Id] = Field([], description="The roles that may lift it; empty: nobody.")


class Recovery(Strict):
    """When something is given, by whose decision, within which limits (A8)."""

    offers: dict[Id, Offer] = {}
    approvals: dict[Id, Band] = {}
    guardrails: dict[Id, Guardrail] = {}
    documentation: Lines = Field({}, description="How goodwill is written down (A8.4).")
