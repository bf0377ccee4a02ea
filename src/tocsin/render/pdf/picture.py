"""Decision trees as PNG, for Word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import typst

from tocsin.core.documents import outline as o
from tocsin.render.base import LIGHT
from tocsin.render.layout import Drawing, Strip, draw_tree
from tocsin.render.pdf.data import TREE_WIDTH
from tocsin.render.pdf.engine import HERE, engine

TALLEST = 600.0  # points: what fits on a page below a heading


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and its width on paper in points."""

    png: bytes
    width: float


def tree_pictures(tree: o.DecisionTree, language: str) -> Iterator[Picture]:
    """The tree in as many pictures as pages need, cut between rows."""
    drawing = draw_tree(tree, TREE_WIDTH)
    fonts, names = engine(language)
    for part in _parts(drawing):
        data = {"drawing": asdict(part), "colours": LIGHT, "fonts": names, "lang": language.partition("-")[0]}
        compiler = typst.Compiler(HERE / "tree.typ", root=HERE, font_paths=fonts)
        made = compiler.compile(format="png", ppi=200, sys_inputs={"document": json.dumps(data)})
        if isinstance(made, bytes):
            yield Picture(made, part.width + 6)


def _parts(drawing: Drawing) -> Iterator[Drawing]:
    taken: list[Strip] = []
    for strip in drawing.strips:
        if taken and sum(row.height for row in taken) + strip.height > TALLEST:
            yield Drawing(drawing.width, drawing.size, tuple(taken))
            taken = []
        taken.append(strip)
    yield Drawing(drawing.width, drawing.size, tuple(taken))
