"""Tables in Word, and the boxes and grids that are made of tables."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Pt

from tocsin.core.documents import outline as o
from tocsin.render.base import LIGHT
from tocsin.render.columns import fit
from tocsin.render.docx.text import write
from tocsin.render.docx.xml import borders, describe, element, row_flags, shade

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
INK, LINE, SOFT, GROUND = (LIGHT[name][1:].upper() for name in ("ink", "line", "soft", "bg"))


def grid(holder: Any, rows: int, weights: list[float], width: int, words: str) -> Any:
    """An empty table over the text's width, its columns by weight, named for readers who listen."""
    table = (
        holder.add_table(rows, len(weights))
        if hasattr(holder, "_tc") or hasattr(holder, "settings")
        else None
    )
    if table is None:
        table = holder.add_table(rows, len(weights), Emu(width))
    table.autofit = False
    describe(table, words)
    total = sum(weights) or 1
    sizes = [Emu(int(width * weight / total)) for weight in weights]
    for at, size in enumerate(sizes):
        table.columns[at].width = size
    for row in table._tbl.tr_lst:  # `columns[at].cells` walks the whole table for every cell
        for cell, size in zip(row.tc_lst, sizes, strict=True):
            cell.width = size
    return table


def fill(cell: Any, text: o.Text, align: str = "left", **dress: Any) -> Any:
    """Writes into a cell's first paragraph, set tight."""
    paragraph = cell.paragraphs[0]
    paragraph.alignment = ALIGN[align]
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.space_before = Pt(2)
    return write(paragraph, text, **dress)


def caption(holder: Any, words: str) -> None:
    """The line above a table or figure, kept with it."""
    if words:
        holder.add_paragraph(words, style="Caption")


def data_table(holder: Any, block: o.Table, width: int) -> None:
    """A table whose head repeats on each page and whose rows stay whole."""
    caption(holder, block.caption)
    widths = list(fit(block, width / 12_700, 9.5, 5.4).points)
    table = grid(holder, 1 + len(block.rows), widths, width, block.caption or "Table")
    cells = [list(row.cells) for row in table.rows]
    row_flags(table.rows[0], head=True)
    for cell, column in zip(cells[0], block.columns, strict=True):
        fill(cell, column.title, column.align, bold=True, soft=True, size=9.5)
        borders(cell, bottom=(8, INK))
    for at, row in enumerate(block.rows, start=1):
        row_flags(table.rows[at])
        for number, (cell, text, column) in enumerate(zip(cells[at], row, block.columns, strict=True)):
            fill(cell, text, column.align, bold=block.row_heads and number == 0, size=9.5)
            borders(cell, bottom=(4, LINE))
    gap(holder)


def gap(holder: Any) -> None:
    """A little space; two tables in a row would otherwise grow together."""
    holder.add_paragraph().paragraph_format.space_after = Pt(2)


def box(holder: Any, width: int, words: str, *, bar: str = LINE, ground: str = "") -> Any:
    """A box with a bar at its left; returns the cell to write in."""
    cell = grid(holder, 1, [1], width, words).rows[0].cells[0]
    edge = (4, LINE)
    borders(cell, left=(36 if bar != LINE else 4, bar), top=edge, bottom=edge, right=edge)
    if ground:
        shade(cell, ground)
    margins = element(
        "w:tcMar",
        tuple(element(f"w:{side}", w="140", type="dxa") for side in ("top", "left", "bottom", "right")),
    )
    cell._tc.get_or_add_tcPr().append(margins)
    return cell


def figures(holder: Any, block: o.KeyFigures, width: int) -> None:
    """Key figures side by side (B3)."""
    count = min(len(block.items), 6)
    rows = -(-len(block.items) // count)
    table = grid(holder, rows, [1] * count, width, "Key figures")
    for at, figure in enumerate(block.items):
        cell = table.rows[at // count].cells[at % count]
        edge = (4, LINE)
        borders(cell, left=edge, top=edge, bottom=edge, right=edge)
        fill(cell, figure.label, soft=True, size=9)
        write(cell.add_paragraph(), figure.value, bold=True, size=15)
        write(cell.add_paragraph(), figure.note, soft=True, size=9)
    gap(holder)
