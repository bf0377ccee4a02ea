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


class Matrix:
    """The approval matrix of one policy. Segments that no band names are alike, and looked at once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._named = {segment for band in policy.recovery.approvals.values() for segment in band.segments}
        self._strips: dict[tuple[str, str, bool], list[Strip]] = {}
        self._bands: dict[tuple[str, str], list[tuple[str, Band]]] = {}

    def bands(self, kind: str, segment: str) -> list[tuple[str, Band]]:
        """The bands that speak of this kind and segment."""
        key = (kind, segment if segment in self._named else "")
        if key not in self._bands:
            approvals = self.policy.recovery.approvals.items()
            self._bands[key] = [(id_, band) for id_, band in approvals if _applies(band, *key)]
        return self._bands[key]

    def strips(self, kind: str, segment: str, share: bool) -> list[Strip]:
        """The bands as intervals in percent or in money, lowest first."""
        key = (kind, segment if segment in self._named else "", share)
        if key not in self._strips:
            edged = ((id_, band.edges(share)) for id_, band in self.bands(kind, segment))
            found = [Strip(id_, *edges) for id_, edges in edged if edges is not None]
            self._strips[key] = sorted(found, key=lambda strip: (strip.low, strip.high, strip.id))
        return self._strips[key]

    def groups(self) -> Iterator[tuple[str, str, bool, list[Strip]]]:
        """Each kind, segment and measure for which some band has an edge, with its strips."""
        others = [segment for segment in self.policy.segments if segment not in self._named][:1]
        segments = [*others, *(s for s in self.policy.segments if s in self._named)]
        for kind in KINDS:
            for segment in segments:
                for share in MEASURES:
                    if any(_has_edge(band, share) for _, band in self.bands(kind, segment)):
                        yield kind, segment, share, self.strips(kind, segment, share)


def _applies(band: Band, kind: str, segment: str) -> bool:
    return (not band.kinds or kind in band.kinds) and (not band.segments or segment in band.segments)


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
