"""Each block of the outline in Word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.enum.text import WD_BREAK
from docx.shared import Emu, Pt

from tocsin.core.documents import outline as o
from tocsin.render.base import CALLOUT_WORDS, CHECK_WORDS, LIGHT, band, branches, node_words
from tocsin.render.docx.controls import control, tick_box
from tocsin.render.docx.lists import bullets, numbered
from tocsin.render.docx.page import colour
from tocsin.render.docx.tables import (
    GROUND,
    INK,
    LINE,
    box,
    caption,
    data_table,
    figures,
    fill,
    gap,
    grid,
)
from tocsin.render.docx.text import MONO, write
from tocsin.render.docx.xml import borders

ACCENT = LIGHT["accent"][1:].upper()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a block is written (the document or a cell), and how wide that is in English Metric Units."""

    holder: Any
    width: int
    language: str

    def paragraph(self, style: str | None = None) -> Any:
        """A new paragraph; the empty one that a new cell holds is used first."""
        cell = self.holder if hasattr(self.holder, "_tc") else None
        if cell is not None and len(cell._tc) <= 2 and not cell.paragraphs[0].runs:
            first = cell.paragraphs[0]
            first.style = style or "Normal"
            return first
        return self.holder.add_paragraph(style=style)


def _checklist(desk: Desk, block: o.Checklist) -> None:
    caption(desk.holder, block.title)
    for check in block.items:
        paragraph = desk.holder.add_paragraph()
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Pt(20), Pt(-20)
        paragraph.paragraph_format.space_after = Pt(3)
        tick_box(paragraph, o.plain(check.text), done=check.state == "done")
        paragraph.add_run("  ")
        write(paragraph, check.text)
        more = (CHECK_WORDS.get(check.state, ""), check.owner and f"owner: {check.owner}",
                check.due and f"due: {check.due}", o.plain(check.note))  # fmt: skip
        if any(more):
            write(paragraph, "   " + " · ".join(part for part in more if part), soft=True, size=9)


def _definitions(desk: Desk, block: o.DefinitionList) -> None:
    for item in block.items:
        paragraph = desk.paragraph()
        write(paragraph, item.term, bold=True)
        paragraph.add_run("  ")
        write(paragraph, item.text)


def _callout(desk: Desk, block: o.Callout) -> None:
    bar = ACCENT if block.kind == "notice" else INK
    word = CALLOUT_WORDS[block.kind]
    cell = box(desk.holder, desk.width, f"{word}: {block.title}", bar=bar, ground=GROUND)
    inner = Desk(cell, desk.width - 200_000, desk.language)
    head = inner.paragraph()
    write(head, f"{word.upper()}  ", bold=True, size=9)
    write(head, block.title, bold=True)
    for part in block.blocks:
        write_block(inner, part)
    gap(desk.holder)


def _message(desk: Desk, title: str, meta: str, body: str) -> Any:
    cell = box(desk.holder, desk.width, title)
    head = fill(cell, title, bold=True)
    if meta:
        write(head, f"   {meta}", soft=True, size=9)
    paragraph = cell.add_paragraph()
    write(paragraph, body)
    return cell


def _script(desk: Desk, block: o.Script) -> None:
    meta = " · ".join(part for part in (block.channel, block.subject and f"Subject: {block.subject}") if part)
    cell = _message(desk, block.title, meta, block.body)
    for variable in block.variables:
        line = cell.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        run = line.add_run(variable.name)
        run.font.name, run.font.size = MONO, Pt(9)
        write(line, f"  {variable.meaning}", soft=True, size=9)
    gap(desk.holder)


def _prompt(desk: Desk, block: o.Prompt) -> None:
    _message(desk, block.title, "", block.body)
    gap(desk.holder)


def _form(desk: Desk, block: o.Form) -> None:
    caption(desk.holder, block.title)
    table = grid(desk.holder, len(block.fields), [3, 7], desk.width, block.title)
    for row, field in zip(table.rows, block.fields, strict=True):
        fill(row.cells[0], field.label, bold=True)
        if field.hint:
            write(row.cells[0].add_paragraph(), field.hint, soft=True, size=9)
        control(row.cells[1].paragraphs[0], field)
        borders(row.cells[1], bottom=(6, INK))
    gap(desk.holder)


def _signatures(desk: Desk, block: o.Signatures) -> None:
    table = grid(desk.holder, len(block.items), [4, 4, 3], desk.width, "Signatures")
    for at, (row, seat) in enumerate(zip(table.rows, block.items, strict=True)):
        row.height = Pt(58)
        for cell, label, given in zip(
            row.cells, ("Name", "Signature", "Date"), (seat.name, "", seat.date), strict=True
        ):
            edge = {} if at == 0 else {"top": (0, LINE)}
            borders(cell, bottom=(6, INK), **edge)
            fill(cell, f"{label} · {seat.role}" if label == "Name" else label, soft=True, size=9)
            if label != "Signature":
                kind: o.FieldKind = "date" if label == "Date" and not given else "text"
                field = o.Field(f"{label.lower()}-{at + 1}", f"{label}, {seat.role}", kind, given)
                control(cell.add_paragraph(), field)
    gap(desk.holder)


def _quote(desk: Desk, block: o.Quote) -> None:
    write(desk.holder.add_paragraph(style="Quote"), block.text)
    if block.source:
        write(desk.holder.add_paragraph(), block.source, soft=True, size=9)


def _break(desk: Desk, block: o.PageBreak) -> None:
    del block
    desk.holder.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _tree(desk: Desk, block: o.DecisionTree) -> None:
    from tocsin.render.pdf.picture import tree_pictures

    caption(desk.holder, block.title)
    words = [f"{word}: {node_words(node)}" if word else node_words(node) for _, word, node in branches(block)]
    for picture in tree_pictures(block, desk.language):
        paragraph = desk.holder.add_paragraph()
        shape = paragraph.add_run().add_picture(BytesIO(picture.png), Emu(int(picture.width * 12_700)))
        shape._inline.docPr.set("descr", f"{block.title}. {'. '.join(words)}")
        shape._inline.docPr.set("title", block.title)


def _ladder(desk: Desk, block: o.Ladder) -> None:
    rows = tuple((rung.at, (o.strong(rung.who),), rung.how) for rung in block.rungs)
    columns = (o.Column("When", 2), o.Column("Who", 4), o.Column("How", 3))
    data_table(desk.holder, o.Table(columns, rows, block.title), desk.width)


def _bars(desk: Desk, block: o.BarChart) -> None:
    caption(desk.holder, block.title)
    top = max((bar.value for bar in block.bars), default=0) or 1
    table = grid(desk.holder, len(block.bars), [4, 5, 1.6, 3], desk.width, block.title)
    for row, bar in zip(table.rows, block.bars, strict=True):
        fill(row.cells[0], (bar.tag, o.Span(f" {bar.label}")) if bar.tag else bar.label)
        drawn = fill(row.cells[1], "█" * round(24 * bar.value / top), size=9)
        for run in drawn.runs:
            run.font.color.rgb = colour("accent")
        fill(row.cells[2], bar.display, "right", bold=True)
        fill(row.cells[3], band(bar), soft=True, size=9)
    write(desk.holder.add_paragraph(), block.note, soft=True, size=9)


WRITERS: dict[type, Callable[[Desk, Any], None]] = {
    o.Paragraph: lambda desk, block: write(desk.paragraph(), block.text),
    o.Bullets: lambda desk, block: bullets(desk.holder, block.items),
    o.Numbered: lambda desk, block: numbered(desk.holder, block.items),
    o.Table: lambda desk, block: data_table(desk.holder, block, desk.width),
    o.KeyFigures: lambda desk, block: figures(desk.holder, block, desk.width),
    o.Checklist: _checklist, o.DefinitionList: _definitions, o.Callout: _callout, o.Script: _script,
    o.Prompt: _prompt, o.Form: _form, o.Signatures: _signatures, o.Quote: _quote, o.PageBreak: _break,
    o.DecisionTree: _tree, o.Ladder: _ladder, o.BarChart: _bars,
}  # fmt: skip


def write_block(desk: Desk, block: o.Block) -> None:
    """One block."""
    WRITERS[type(block)](desk, block)
