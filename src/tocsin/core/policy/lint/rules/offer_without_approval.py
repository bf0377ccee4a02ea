"""Somebody approves every offer (A8.2)."""

from collections.abc import Iterator

from tocsin.core.model.money import Share
from tocsin.core.policy.lint.bands import Matrix
from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.schema.recovery import Offer


def check(context: Context) -> Iterator[Found]:
    """An offer without approver, in no band, for some segment."""
    matrix = Matrix(context.policy)
    for id_, offer in context.policy.recovery.offers.items():
        if offer.approver is not None:
            continue
        segments = [s for s in (offer.segments or context.policy.segments) if not _covered(matrix, offer, s)]
        if segments:
            amount = f" of {offer.amount}" if offer.amount else ""
            text = f"nobody approves offer `{id_}`: no band is for {offer.kind}{amount} to `{segments[0]}`"
            yield Found(("recovery", "offers", id_), text, "add a band, or name its `approver`", key=True)


def _covered(matrix: Matrix, offer: Offer, segment: str) -> bool:
    if offer.amount is None:
        return bool(matrix.bands(offer.kind, segment))
    share = isinstance(offer.amount, Share)
    value = float(offer.amount.percent if isinstance(offer.amount, Share) else offer.amount.amount)
    return any(s.low < value <= s.high for s in matrix.strips(offer.kind, segment, share))


RULE = Rule(
    id="offer-without-approval",
    title="Each offer is approved by somebody",
    why="Money that nobody may give is promised and then refused; money that anybody may give is gone.",
    bad="recovery: {offers: {gift: {name: Gift, if: outage, kind: goodwill, amount: 100 USD}}}",
    good="recovery:\n  offers:\n"
    "    gift: {name: Gift, if: outage, kind: goodwill, amount: 100 USD, approver: approver}",
    check=check,
    shows=("A8.2", "AP.6"),
)
