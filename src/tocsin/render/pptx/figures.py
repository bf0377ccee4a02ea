"""Decision trees, ladders, bars and figures as native shapes."""

from __future__ import annotations

from typing import Any

from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from tocsin.core.documents import outline as o
from tocsin.render.base import band, branches, node_words
from tocsin.render.layout import Box, Drawing, Strip, draw_tree
from tocsin.render.pptx.deck import BODY_HEIGHT, BODY_TOP, BODY_WIDTH, MARGIN, Deck, colour

SIZES = (14.0, 13.0, 12.0, 11.0, 10.0)
TOP, LEFT, BOTTOM, RIGHT = 0, 1, 2, 3  # where a connector holds on to a box


def tree(deck: Deck, block: o.DecisionTree) -> None:
    """A tree in the largest type that fits one slide, else over several; its words in the notes."""
    drawings = [draw_tree(block, BODY_WIDTH, size, widest=340) for size in SIZES]
    drawing = next((d for d in drawings if d.height <= BODY_HEIGHT), drawings[2])
    words = [
        f"{'  ' * depth}{word + ': ' if word else ''}{node_words(node)}"
        for depth, word, node in branches(block)
    ]
    boxes = {box.key: box for strip in drawing.strips for box in strip.boxes}
    for at, strips in enumerate(_parts(drawing)):
        slide = deck.slide(block.title, notes=["\n".join(words)] if at == 0 else [])
        _draw(deck, slide, drawing, strips, boxes)


def _parts(drawing: Drawing) -> list[list[Strip]]:
    parts: list[list[Strip]] = [[]]
    room = BODY_HEIGHT - 16  # for the words that say where a branch comes from
    for strip in drawing.strips:
        if (
            parts[-1]
            and sum(row.height for row in parts[-1]) + strip.height > room
            and drawing.height > BODY_HEIGHT
        ):
            parts.append([])
        parts[-1].append(strip)
    return parts


def _draw(deck: Deck, slide: Any, drawing: Drawing, strips: list[Strip], boxes: dict[int, Box]) -> None:
    top = BODY_TOP + (16 if drawing.height > BODY_HEIGHT else 0)
    made: dict[int, Any] = {}
    for strip in strips:
        for box in strip.boxes:
            made[box.key] = _box(deck, slide, box, top, drawing.size)
            _join(deck, slide, box, made, boxes, top, drawing.size)
        top += strip.height


def _box(deck: Deck, slide: Any, box: Box, top: float, size: float) -> Any:
    outcome = box.kind == "outcome"
    texts: list[o.Text] = [(box.tag,)] if box.tag else []
    texts.append("\n".join(box.lines))
    line = "accent" if box.taken else "ink" if outcome else "rule"
    return deck.shape(
        slide, MARGIN + box.x, top + box.y, box.w, box.h, round=not outcome, fill="card" if outcome else "bg",
        line=line, weight=2.25 if box.taken else 1, texts=texts, size=size, bold=outcome,
    )  # fmt: skip


def _join(
    deck: Deck, slide: Any, box: Box, made: dict[int, Any], boxes: dict[int, Box], top: float, size: float
) -> None:
    if box.parent < 0:
        return
    before = boxes[box.parent]
    x, y = MARGIN + box.x, top + box.y
    if box.parent not in made:
        words = f"{box.word}, from: {' '.join(before.lines)}"
        deck.words(slide, words, x, y - 16, BODY_WIDTH - box.x, 14, size=10, hue="soft")
        return
    right = box.x > before.x
    shape = MSO_CONNECTOR.ELBOW if right else MSO_CONNECTOR.STRAIGHT
    line = slide.shapes.add_connector(shape, Pt(x), Pt(y), Pt(x), Pt(y))
    line.begin_connect(made[box.parent], RIGHT if right else BOTTOM)
    line.end_connect(made[box.key], LEFT if right else TOP)
    line.line.color.rgb, line.line.width = (
        colour("accent" if box.taken else "rule"),
        Pt(2 if box.taken else 1.25),
    )
    line.line._get_or_add_ln().append(parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle"/>'))
    parent = made[box.parent]
    if right:
        at = (x - 36, parent.top / 12_700 + parent.height / 25_400 - 1.5 * size)
    else:
        at = (x + box.w / 2 + 6, (parent.top + parent.height) / 12_700 + 1)
    deck.words(slide, box.word, *at, 60, 16, size=size * 0.9, bold=True, hue="soft")


def ladder(deck: Deck, block: o.Ladder) -> None:
    """Rungs from left to right, five to a slide, an arrow between them."""
    for start in range(0, len(block.rungs), 5):
        rungs = block.rungs[start : start + 5]
        slide = deck.slide(block.title)
        gap = 28.0
        width = min(240.0, (BODY_WIDTH - gap * (len(rungs) - 1)) / len(rungs))
        last: Any = None
        for at, rung in enumerate(rungs):
            x = MARGIN + at * (width + gap)
            deck.words(slide, rung.at, x, BODY_TOP + 20, width, 22, size=15, bold=True, hue="accent")
            texts: list[o.Text] = [(o.strong(rung.who),), rung.how]
            box = deck.shape(
                slide, x, BODY_TOP + 46, width, 120, round=True, line="rule", texts=texts, size=15
            )
            if last is not None:
                line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Pt(x), Pt(0), Pt(x), Pt(0))
                line.begin_connect(last, RIGHT)
                line.end_connect(box, LEFT)
                line.line.color.rgb = colour("rule")
                line.line._get_or_add_ln().append(parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle"/>'))
            last = box


def bars(deck: Deck, block: o.BarChart) -> None:
    """Bars as shapes: a native chart would carry a workbook, where a label could be read as a formula."""
    top = max([1e-9, *(max(bar.value, bar.high or 0) for bar in block.bars)])
    for start in range(0, max(1, len(block.bars)), 10):
        slide = deck.slide(block.title, notes=[o.plain(block.note)])
        for at, bar in enumerate(block.bars[start : start + 10]):
            _bar(deck, slide, bar, BODY_TOP + at * 36, top)


def _bar(deck: Deck, slide: Any, bar: o.Bar, y: float, top: float) -> None:
    x, width = MARGIN + 230, 400.0
    label: o.Text = (bar.tag, o.Span(f" {bar.label}")) if bar.tag else bar.label
    deck.words(slide, label, MARGIN, y, 220, 28, size=14)
    if bar.low is not None or bar.high is not None:
        low = width * (bar.low or 0) / top
        high = width if bar.high is None else min(width, width * bar.high / top)
        deck.shape(slide, x + low, y, max(1.0, high - low), 22, fill="line", line="ok", weight=0.75)
    deck.shape(slide, x, y + 5, max(1.0, width * bar.value / top), 12, fill="accent")
    deck.words(slide, (o.value(bar.display), o.Span(f"   {band(bar)}")), x + width + 14, y, 220, 28, size=14)


def figures(deck: Deck, block: o.KeyFigures) -> None:
    """Figures as cards, six to a slide (B3)."""
    for start in range(0, len(block.items), 6):
        slide = deck.slide("Key figures")
        width, height = (BODY_WIDTH - 2 * 20) / 3, 150.0
        for at, figure in enumerate(block.items[start : start + 6]):
            x, y = MARGIN + (at % 3) * (width + 20), BODY_TOP + (at // 3) * (height + 20)
            deck.shape(slide, x, y, width, height, round=True, line="line")
            deck.words(slide, figure.label, x + 18, y + 16, width - 36, 22, size=15, hue="soft")
            size = 34 if len(figure.value) < 10 else 22
            deck.words(slide, figure.value, x + 18, y + 44, width - 36, 48, size=size, bold=True)
            deck.words(slide, figure.note, x + 18, y + 104, width - 36, 36, size=13, hue="soft")
