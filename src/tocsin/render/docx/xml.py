"""The few pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(tag: str, children: tuple[Any, ...] = (), **attributes: str) -> Any:
    """An element such as `w:shd` with attributes in the `w` namespace: `element("w:shd", fill="FFFFFF")`."""
    made = OxmlElement(tag)
    for name, text in attributes.items():
        made.set(qn(f"w:{name}"), text)
    for child in children:
        made.append(child)
    return made


def run_field(paragraph: Any, instruction: str, shown: str = "1", *, dirty: bool = False) -> None:
    """A field such as PAGE; `shown` stands until the reader's program counts, at once where `dirty`."""
    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run()
        if kind == "instr":
            text = element("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {instruction} "
            run._r.append(text)
        elif kind == "text":
            run.text = shown
        else:
            mark = element("w:fldChar", fldCharType=kind)
            if dirty and kind == "begin":
                mark.set(qn("w:dirty"), "true")
            run._r.append(mark)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Names a paragraph as the target of links."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def shade(cell: Any, colour: str) -> None:
    """The ground of a cell; colour as `RRGGBB`."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def borders(cell: Any, **sides: tuple[int, str]) -> None:
    """Borders of a cell: `left=(24, "3346D3")` in eighths of a point; sides left out have none."""
    made = element("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            size, colour = sides[side]
            made.append(element(f"w:{side}", val="single", sz=str(size), space="0", color=colour))
        else:
            made.append(element(f"w:{side}", val="nil"))
    cell._tc.get_or_add_tcPr().append(made)


def row_flags(row: Any, *, head: bool = False) -> None:
    """Rows are never cut by a page; a head is repeated on each page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if head:
        properties.append(element("w:tblHeader"))


def describe(table: Any, words: str) -> None:
    """The table's name for readers who listen."""
    table._tbl.tblPr.append(element("w:tblCaption", val=words[:250]))
