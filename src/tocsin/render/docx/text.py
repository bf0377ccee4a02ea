"""Inline text in Word: runs, links, tags."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from tocsin.core.documents import outline as o
from tocsin.render.docx.page import colour
from tocsin.render.docx.xml import element

MONO = "Consolas"


def bookmark_name(section_id: str) -> str:
    """Word's bookmark for a section: letters, digits and underscores, at most 40 of them."""
    safe = "".join(c if c.isalnum() else "_" for c in section_id)
    if len(safe) <= 30:
        return f"s_{safe}"
    # A long id keeps its end apart from its neighbours by a checksum.
    return f"s_{safe[:28]}_{sum(at * ord(c) for at, c in enumerate(section_id, 1)) % 1_000_000}"


def write(paragraph: Any, text: o.Text, *, bold: bool = False, soft: bool = False, size: float = 0) -> Any:
    """Adds a text to a paragraph and returns the paragraph."""
    for span in o.spans(text):
        if span.style == "link":
            _link(paragraph, span)
            continue
        run = paragraph.add_run()
        _words(run, span.text)
        _dress(run, span)
        run.bold = True if bold else run.bold
        if soft:
            run.font.color.rgb = colour("soft")
        if size:
            run.font.size = Pt(size)
    return paragraph


def _words(run: Any, words: str) -> None:
    for at, line in enumerate(words.split("\n")):
        if at:
            run.add_break(WD_BREAK.LINE)
        run.add_text(line)


def _dress(run: Any, span: o.Span) -> None:
    if span.style in ("strong", "value", "severity", "level"):
        run.bold = True
    if span.style == "emphasis":
        run.italic = True
    if span.style == "code":
        run.font.name, run.font.size = MONO, Pt(9.5)
    if span.style == "severity":
        run.font.color.rgb = colour(span.key.lower())
    if span.style == "level":
        run.font.color.rgb = colour("soft")


def _link(paragraph: Any, span: o.Span) -> None:
    if span.href.startswith("#"):
        holder = element("w:hyperlink", anchor=bookmark_name(span.href[1:]))
    else:
        holder = element("w:hyperlink")
        holder.set(
            qn("r:id"), paragraph.part.relate_to(span.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        )
    run = paragraph.add_run()
    _words(run, span.text)
    run.font.color.rgb, run.font.underline = colour("accent"), True
    paragraph._p.remove(run._r)
    holder.append(run._r)
    paragraph._p.append(holder)
