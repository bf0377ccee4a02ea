"""No offer is above a cap that nobody lifts (A8.3)."""

from collections.abc import Iterator

from tocsin.core.model.money import Money, Share
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """An offer whose amount exceeds a cap without `lifted_by`."""
    recovery = context.policy.recovery
    for id_, offer in recovery.offers.items():
        for cap_id, guardrail in recovery.guardrails.items():
            if guardrail.rule == "cap" and not guardrail.lifted_by and _above(offer.amount, guardrail.cap):
                text = f"offer `{id_}` gives {offer.amount}, above the cap `{cap_id}` of {guardrail.cap}"
                help_ = "lower it, or say who lifts the cap (`lifted_by`)"
                related = (("recovery", "guardrails", cap_id),)
                yield Found(("recovery", "offers", id_, "amount"), text, help_, related=related)


def _above(amount: Money | Share | None, cap: Money | Share | None) -> bool:
    if isinstance(amount, Share) and isinstance(cap, Share):
        return amount.percent > cap.percent
    if isinstance(amount, Money) and isinstance(cap, Money):
        return amount.currency == cap.currency and amount.amount > cap.amount
    return False


RULE = Rule(
    id="offer-above-cap",
    title="Offers stay below the cap, or somebody may lift it",
    why="An offer above a cap that nobody lifts can never be given; it raises hopes and breaks them.",
    bad="recovery: {offers: {credit: {amount: 40% of monthly fee}}, guardrails: {cap: {lifted_by: []}}}",
    good="recovery: {offers: {credit: {amount: 40% of monthly fee}}}",
    check=check,
    shows=("A8.3",),
)
