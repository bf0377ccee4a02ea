"""An outline as a Word document: real styles, repeated table heads, fillable controls, fields for pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from tocsin.core.documents import outline as o
from tocsin.render.base import Options, heading, signed_facts
from tocsin.render.pack import repack, stamp_properties


def render_docx(document: o.Document, options: Options) -> bytes:
    """The document as .docx (B1, B11)."""
    from docx import Document

    from tocsin.render.docx.page import set_up

    del options
    word = Document()
    set_up(word, document)
    stamp_properties(word.core_properties, document)
    _head(word, document)
    if document.contents:
        _contents(word, document)
    _sections(word, document)
    out = BytesIO()
    word.save(out)
    return repack(out.getvalue(), document)


def _head(word: Any, document: o.Document) -> None:
    from tocsin.render.docx.page import text_width
    from tocsin.render.docx.tables import fill, gap, grid
    from tocsin.render.docx.text import write

    if document.organisation:
        write(word.add_paragraph(), document.organisation, soft=True)
    write(word.add_paragraph(style="Title"), document.title)
    if document.subtitle:
        write(word.add_paragraph(style="Subtitle"), document.subtitle)
    facts = (*document.facts, *signed_facts(document))
    table = grid(word, -(-len(facts) // 3), [1, 1, 1], text_width(document), "About this document")
    for at, (label, text) in enumerate(facts):
        cell = table.rows[at // 3].cells[at % 3]
        fill(cell, label, soft=True, size=9)
        write(cell.add_paragraph(), text)
    gap(word)


def _contents(word: Any, document: o.Document) -> None:
    """The contents: links, each with its page as a field of its own.

    One field around all of it would be left without pages by every program but Word; these are counted by
    all, in Word when it opens the file.
    """
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Pt

    from tocsin.render.docx.page import text_width
    from tocsin.render.docx.text import bookmark_name, write
    from tocsin.render.docx.xml import element, run_field

    write(word.add_paragraph(), "Contents", bold=True)
    entries = [(n, s) for n, s in o.walk(document.sections) if len(n) <= 2]
    for number, section in entries:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.left_indent = Pt(14 * (len(number) - 1))
        paragraph.paragraph_format.space_after = Pt(2)
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(text_width(document), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        title = heading(document, number, section.title)
        holder = element("w:hyperlink", anchor=bookmark_name(section.id))
        run = paragraph.add_run(f"{title}\t")
        run_field(paragraph, f"PAGEREF {bookmark_name(section.id)} \\h", "…", dirty=True)
        runs = paragraph._p.r_lst
        for moved in runs[[each is run._r for each in runs].index(True) :]:
            holder.append(moved)
        paragraph._p.append(holder)


def _sections(word: Any, document: o.Document) -> None:
    from tocsin.render.docx.blocks import Desk, write_block
    from tocsin.render.docx.page import text_width
    from tocsin.render.docx.text import bookmark_name
    from tocsin.render.docx.xml import bookmark

    desk = Desk(word, text_width(document), document.language)
    for at, (number, section) in enumerate(o.walk(document.sections)):
        title = word.add_heading(heading(document, number, section.title), level=min(6, len(number)))
        bookmark(title, bookmark_name(section.id), at)
        for block in section.blocks:
            write_block(desk, block)
