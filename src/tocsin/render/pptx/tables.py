"""Native tables on slides, their heads repeated on each slide that they run over."""

from __future__ import annotations

from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from tocsin.core.documents import outline as o
from tocsin.render.base import LIGHT
from tocsin.render.columns import fit
from tocsin.render.measure import wrap
from tocsin.render.pptx.deck import ALIGN, BODY_HEIGHT, BODY_TOP, BODY_WIDTH, MARGIN, Deck, write

SIZE, PAD_X, PAD_Y = 13.0, 6.0, 4.0
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
Rows = list[tuple[o.Text, ...]]


def table(deck: Deck, block: o.Table, *, once: bool = False) -> int:
    """A table on as many slides as it needs, or on one; returns how many rows found no room there."""
    widths = list(fit(block, BODY_WIDTH, SIZE, PAD_X).points)
    head = _height(tuple(column.title for column in block.columns), widths)
    rows: Rows = [cut for row in block.rows for cut in _cut(row, widths, BODY_HEIGHT - head)]
    while True:
        count, used = 0, head
        while count < len(rows) and (count == 0 or used + _height(rows[count], widths) <= BODY_HEIGHT):
            used += _height(rows[count], widths)
            count += 1
        slide = deck.slide(block.caption)
        _draw(slide, block, rows[:count], widths)
        rows = rows[count:]
        if once or not rows:
            return len(rows)


def _height(row: tuple[o.Text, ...], widths: list[float]) -> float:
    lines = [
        len(wrap(o.plain(text), width - 2 * PAD_X, SIZE)) for text, width in zip(row, widths, strict=True)
    ]
    return max(lines) * SIZE * 1.22 + 2 * PAD_Y + 1


def _cut(row: tuple[o.Text, ...], widths: list[float], room: float) -> Rows:
    """A row too tall for any slide goes on in rows below, without its styles; no word is lost."""
    if _height(row, widths) <= room:
        return [row]
    fits = int((room - 2 * PAD_Y - 1) / (SIZE * 1.22))
    wrapped = [wrap(o.plain(text), width - 2 * PAD_X, SIZE) for text, width in zip(row, widths, strict=True)]
    starts = range(0, max(map(len, wrapped)), fits)
    return [tuple("\n".join(lines[at : at + fits]) for lines in wrapped) for at in starts]


def _draw(slide: Any, block: o.Table, rows: Rows, widths: list[float]) -> None:
    frame = slide.shapes.add_table(
        1 + len(rows), len(widths), Pt(MARGIN), Pt(BODY_TOP), Pt(BODY_WIDTH), Pt(20 * (1 + len(rows)))
    )
    frame.name = block.caption or "Table"
    native = frame.table
    native._tbl.tblPr.find(f"{{{native._tbl.nsmap['a']}}}tableStyleId").text = NO_STYLE
    native.horz_banding, native.first_col = False, block.row_heads
    heads = tuple(column.title for column in block.columns)
    for at, width in enumerate(widths):
        native.columns[at].width = Pt(width)
    for at, row in enumerate([heads, *rows]):
        native.rows[at].height = Pt(_height(row, widths))
        for number, (text, column) in enumerate(zip(row, block.columns, strict=True)):
            cell = native.cell(at, number)
            bold = at == 0 or (block.row_heads and number == 0)
            _fill(cell, text, column.align, bold=bold, hue="soft" if at == 0 else "ink")
            _rule(cell, "ink" if at == 0 else "line")


def _fill(cell: Any, text: o.Text, align: str, *, bold: bool, hue: str) -> None:
    cell.margin_left = cell.margin_right = Pt(PAD_X)
    cell.margin_top = cell.margin_bottom = Pt(PAD_Y)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = ALIGN[align]
    write(paragraph, text, SIZE, bold=bold, hue=hue)


def _rule(cell: Any, hue: str) -> None:
    ink = f'<a:solidFill><a:srgbClr val="{LIGHT[hue][1:]}"/></a:solidFill>'
    line = f'<a:lnB {nsdecls("a")} w="9525">{ink}</a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))
