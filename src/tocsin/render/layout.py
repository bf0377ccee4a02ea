"""Where the boxes and lines of a decision tree go: coordinates only, for SVG, PDF and slides alike.

A question's shorter branch goes right, its longer branch goes down. Lines never cross, the drawing is
about as wide as the logarithm of the tree, and it can be cut between rows when a page ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tocsin.core.documents import outline as o
from tocsin.render.measure import wrap

GAP_X, GAP_Y, PAD, RAIL, WIDEST = 40.0, 24.0, 8.0, 20.0, 250.0
LEADING = 1.32
BOLD = 1.07  # outcomes are set bold, which runs wider
BoxKind = Literal["question", "outcome", "see"]


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its wrapped lines; `see` refers to a question drawn above. Coordinates are its strip's.

    `key` counts boxes in reading order, `parent` is the key of the question before (-1 at the root) and
    `word` the answer that leads here.
    """

    x: float
    y: float
    w: float
    h: float
    kind: BoxKind
    lines: tuple[str, ...]
    tag: o.Span | None
    taken: bool
    key: int
    parent: int
    word: str


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, with a head at its end where `arrow`."""

    x1: float
    y1: float
    x2: float
    y2: float
    arrow: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A word on an edge; (x, y) is the left end of its baseline."""

    x: float
    y: float
    text: str
    taken: bool


@dataclass(slots=True)
class Strip:
    """One row of the drawing; rows stacked without space make the whole."""

    height: float
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole drawing in the unit of `size` (points)."""

    width: float
    size: float
    strips: tuple[Strip, ...]

    @property
    def height(self) -> float:
        """Sum of the rows."""
        return sum(strip.height for strip in self.strips)


@dataclass(slots=True)
class _Place:
    node: o.Node
    row: int
    col: int
    kind: BoxKind
    parent: _Place | None = None
    word: str = ""
    taken: bool = False
    lines: tuple[str, ...] = ()
    h: float = 0.0
    key: int = 0


def draw_tree(tree: o.DecisionTree, width: float, size: float = 9.0, widest: float = WIDEST) -> Drawing:
    """The tree laid out within `width` points, text of `size` points, no box wider than `widest`."""
    places = _Unfolding(tree).places()
    columns = 1 + max(place.col for place in places)
    box = min(widest, (width - GAP_X * (columns - 1)) / columns)
    for place in places:
        text = f"See above: {place.node.text}" if place.kind == "see" else place.node.text
        bold = BOLD if place.kind == "outcome" else 1.0
        place.lines = wrap(text, box - 2 * PAD, size * bold)
        tagged = place.node.tag is not None and place.kind != "see"
        place.h = 2 * PAD + LEADING * size * (len(place.lines) + tagged)
    strips = [Strip(0.0) for _ in range(1 + max(place.row for place in places))]
    for place in places:
        strip = strips[place.row]
        strip.height = max(strip.height, place.h + GAP_Y)
    strips[-1].height -= GAP_Y - 4
    for place in places:
        _draw(place, strips, box, size)
    return Drawing(columns * box + (columns - 1) * GAP_X, size, tuple(strips))


class _Unfolding:
    """Gives every node a row and a column; a question met twice is drawn once and referred to after."""

    def __init__(self, tree: o.DecisionTree) -> None:
        self.tree = tree
        self.nodes = {node.id: node for node in tree.nodes}
        self.drawn: set[str] = set()
        self.found: list[_Place] = []
        self.sizes: dict[str, int] = {}

    def places(self) -> list[_Place]:
        self._place(self.tree.nodes[0].id, 0, 0, None, "")
        return self.found

    def _size(self, key: str) -> int:
        node = self.nodes[key]
        if key not in self.sizes:
            deeper = 0 if node.kind == "outcome" else self._size(node.yes) + self._size(node.no)
            self.sizes[key] = 1 + deeper
        return self.sizes[key]

    def _place(self, key: str, row: int, col: int, parent: _Place | None, word: str) -> int:
        """Places a branch and returns how many rows it takes."""
        node = self.nodes[key]
        kind: BoxKind = "see" if key in self.drawn else node.kind
        taken = node.taken and (parent is None or parent.taken)
        place = _Place(node, row, col, kind, parent, word, taken)
        place.key = len(self.found)
        self.found.append(place)
        if kind != "question":
            return 1
        self.drawn.add(key)
        right, down = (self.tree.yes, node.yes), (self.tree.no, node.no)
        if self._size(node.yes) > self._size(node.no):
            right, down = down, right
        used = self._place(right[1], row, col + 1, place, right[0])
        return used + self._place(down[1], row + used, col, place, down[0])


def _draw(place: _Place, strips: list[Strip], box: float, size: float) -> None:
    x = place.col * (box + GAP_X)
    tag = None if place.kind == "see" else place.node.tag
    parent = place.parent.key if place.parent else -1
    strips[place.row].boxes.append(
        Box(x, 0, box, place.h, place.kind, place.lines, tag, place.taken, place.key, parent, place.word)
    )
    if place.parent is None:
        return
    if place.row == place.parent.row:
        _draw_right(place, strips[place.row], x, size)
    else:
        _draw_down(place, place.parent, strips, x + RAIL)


def _draw_right(place: _Place, strip: Strip, x: float, size: float) -> None:
    y = PAD + LEADING * size / 2
    strip.lines.append(Line(x - GAP_X, y, x, y, True, place.taken))
    strip.labels.append(Label(x - GAP_X + 7, y - 5, place.word, place.taken))


def _draw_down(place: _Place, parent: _Place, strips: list[Strip], x: float) -> None:
    top = parent.h
    strips[parent.row].labels.append(Label(x + 6, top + 14, place.word, place.taken))
    for row in range(parent.row, place.row):
        last = row == place.row - 1
        strips[row].lines.append(Line(x, top, x, strips[row].height, last, place.taken))
        top = 0.0
