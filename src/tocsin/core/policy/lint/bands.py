"""The approval matrix as intervals: for each kind and segment, who approves from where to where (A8.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from tocsin.core.model.money import Money, Share
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.recovery import Band, Kind

KINDS: tuple[str, ...] = get_args(Kind)
MEASURES = (True, False)
"""In percent of the fee, and in money."""


@dataclass(frozen=True)
class Strip:
    """One band seen for one kind and segment: above `low`, up to `high`."""

    id: str
    low: float
    high: float

    @property
    def empty(self) -> bool:
        """True when nothing can lie in it."""
        return self.low >= self.high


def strips(policy: Policy, kind: str, segment: str, share: bool) -> list[Strip]:
    """The bands for offers of a kind to a segment, in percent or in money, lowest first."""
    found = []
    for id_, band in policy.recovery.approvals.items():
        edges = band.edges(share)
        if edges is not None and applies(band, kind, segment):
            found.append(Strip(id_, *edges))
    return sorted(found, key=lambda strip: (strip.low, strip.high, strip.id))


def applies(band: Band, kind: str, segment: str) -> bool:
    """True when the band speaks of this kind and segment."""
    return (not band.kinds or kind in band.kinds) and (not band.segments or segment in band.segments)


def groups(policy: Policy) -> Iterator[tuple[str, str, bool, list[Strip]]]:
    """Each kind, segment and measure for which some band has an edge, with its strips."""
    for kind in KINDS:
        for segment in policy.segments:
            for share in MEASURES:
                if any(
                    _has_edge(policy.recovery.approvals[s.id], share)
                    for s in strips(policy, kind, segment, share)
                ):
                    yield kind, segment, share, strips(policy, kind, segment, share)


def _has_edge(band: Band, share: bool) -> bool:
    return any(isinstance(edge, Share) is share for edge in (band.above, band.up_to) if edge is not None)


def shown(amount: float, share: bool, policy: Policy) -> str:
    """An edge in words: `25%`, `1,000 USD`."""
    return f"{amount:g}%" if share else f"{amount:,.10g} {_currency(policy)}"


def _currency(policy: Policy) -> str:
    for band in policy.recovery.approvals.values():
        for edge in (band.above, band.up_to):
            if isinstance(edge, Money):
                return edge.currency
    return policy.organisation.currency
