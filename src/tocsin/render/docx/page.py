"""Paper, styles, running head and foot of a Word document."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tocsin.core.documents import outline as o
from tocsin.render.base import LIGHT, short, stamp
from tocsin.render.docx.xml import element, run_field

FONT = "Calibri"
PAPERS = {"a4": (210, 297), "letter": (215.9, 279.4)}
MARGIN = 20


def colour(name: str) -> RGBColor:
    """A colour of the house."""
    return RGBColor.from_string(LIGHT[name][1:].upper())


def text_width(document: o.Document) -> int:
    """The width between the margins in English Metric Units."""
    return int(Mm(PAPERS[document.paper][0] - 2 * MARGIN))


def set_up(word: Any, document: o.Document) -> None:
    """Page size, margins, styles, head and foot."""
    section = word.sections[0]
    width, height = PAPERS[document.paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    _styles(word, document.language)
    _running(
        section.header, short(document.title, 60), short(document.organisation, 40), text_width(document)
    )
    foot = _running(section.footer, stamp(document), "Page ", text_width(document))
    run_field(foot, "PAGE")
    foot.add_run(" of ")
    run_field(foot, "NUMPAGES")


def _running(part: Any, left: str, right: str, width: int) -> Any:
    paragraph = part.paragraphs[0]
    for stop in list(paragraph.style.paragraph_format.tab_stops):
        paragraph.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left}\t{right}")
    return paragraph


def _font(style: Any, size: float, *, bold: bool | None = None, hue: str = "ink") -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = colour(hue)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _styles(word: Any, language: str) -> None:
    styles = word.styles
    _font(styles["Normal"], 10.5)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    styles["Normal"].paragraph_format.line_spacing = 1.12
    styles["Normal"].element.get_or_add_rPr().append(element("w:lang", val=language))
    _font(styles["Title"], 26, bold=True)
    borders = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        styles["Title"].element.pPr.remove(borders)
    _font(styles["Subtitle"], 13, hue="soft")
    styles["Subtitle"].font.italic = False
    for depth, size in enumerate((17, 13.5, 11.5, 10.5, 10.5, 10.5), start=1):
        style = styles[f"Heading {depth}"]
        _font(style, size, bold=True)
        style.font.italic = False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(20 - 2 * depth), Pt(6)
        style.paragraph_format.keep_with_next = True
    _font(styles["Caption"], 10, bold=True)
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Caption"].paragraph_format.space_before = Pt(8)
    for name in ("Header", "Footer"):
        _font(styles[name], 8.5, hue="soft")
