"""A band is written in one measure, the right way round (A8.2)."""

from collections.abc import Iterator

from tocsin.core.model.money import Money
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """Money and percent in one band, a foreign currency, or an end below the beginning."""
    currency = context.policy.organisation.currency
    for id_, band in context.policy.recovery.approvals.items():
        path = ("recovery", "approvals", id_)
        edges = [edge for edge in (band.above, band.up_to) if edge is not None]
        foreign = [e.currency for e in edges if isinstance(e, Money) and e.currency != currency]
        if len({isinstance(edge, Money) for edge in edges}) > 1:
            text = f"band `{id_}` goes from {edges[0]} to {edges[1]}: money and a share cannot be compared"
            yield Found(path, text, "write both ends in money, or both as shares", key=True)
        elif foreign:
            text = f"band `{id_}` is in {foreign[0]}, the organisation counts in {currency}"
            yield Found(path, text, f"write it in {currency}", key=True)
        elif len(edges) == 2 and _low(band.edges(isinstance(edges[0], Money) is False)):
            yield Found(path, f"band `{id_}` is empty: it is above {band.above} and up to {band.up_to}",
                        "let `above` be the smaller one", key=True)  # fmt: skip


def _low(edges: tuple[float, float] | None) -> bool:
    return edges is not None and edges[0] >= edges[1]


RULE = Rule(
    id="approval-mixed",
    title="A band has two ends that can be compared",
    why="A share of the fee and an amount of money differ from customer to customer; between them there "
    "is no order.",
    bad="recovery:\n  approvals:\n"
    "    all: {kinds: [goodwill], above: 5% of monthly fee, up_to: 500 USD, by: [approver]}",
    good="recovery: {approvals: {all: {kinds: [goodwill], by: [approver]}}}",
    check=check,
    gravity=ERROR,
    shows=("A8.2",),
)
