"""Column widths in which no word has to be cut: the writer's weights, corrected by the longest words."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.core.documents import outline as o
from tocsin.render.measure import width_of

TAG_ROOM = 12.0  # points around the words of a tag
TAG_WHOLE = 110.0  # a tag wider than this may wrap


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths in points that add up to the table's, and whether every word fits whole."""

    points: tuple[float, ...]
    whole: bool


def fit(block: o.Table, total: float, size: float, pad: float) -> Widths:
    """Widths for a table `total` points wide, set in `size` points with `pad` points beside each cell."""
    least = [_least(block, at, size) + 2 * pad for at in range(len(block.columns))]
    weights = [max(0.01, column.width) for column in block.columns]
    if sum(least) > total:
        # No room for all: narrow columns keep theirs, the greedy ones share what is left.
        fair = total / len(least)
        least = [min(need, max(fair, 0.0)) for need in least]
        return Widths(tuple(_share(least, weights, total)), whole=False)
    return Widths(tuple(_share(least, weights, total)), whole=True)


def _share(least: list[float], weights: list[float], total: float) -> list[float]:
    """By weight, but nobody below the least; who is below is pinned and the others share again."""
    pinned: set[int] = set()
    while True:
        room = total - sum(least[at] for at in pinned)
        weight = sum(weights[at] for at in range(len(weights)) if at not in pinned)
        widths = [least[at] if at in pinned else room * weights[at] / weight for at in range(len(weights))]
        below = {at for at, width in enumerate(widths) if at not in pinned and width < least[at] - 1e-6}
        if not below:
            return widths
        pinned |= below
        if len(pinned) == len(weights):
            spare = (total - sum(least)) / len(least)
            return [need + spare for need in least]


def _least(block: o.Table, at: int, size: float) -> float:
    texts = (block.columns[at].title, *(row[at] for row in block.rows))
    return max((_widest(span, size) for text in texts for span in o.spans(text)), default=0.0)


def _widest(span: o.Span, size: float) -> float:
    """The widest thing in a span that must stay on one line."""
    if span.style in ("severity", "level"):
        whole = width_of(span.text, size * 0.84) + TAG_ROOM
        if whole <= TAG_WHOLE:
            return whole
    scale = 1.05 if span.style in ("strong", "value", "code") else 1.0
    return max((width_of(word, size) * scale for word in span.text.split()), default=0.0)
