"""Lists in Word. Each numbered list gets its own numbering, or Word would count on from the last one."""

from __future__ import annotations

from typing import Any

from tocsin.core.documents import outline as o
from tocsin.render.docx.text import write
from tocsin.render.docx.xml import element

BULLET_STYLES = ("List Bullet", "List Bullet 2", "List Bullet 3")


def bullets(holder: Any, items: tuple[o.Item, ...], depth: int = 0) -> None:
    """A list without order."""
    for item in items:
        paragraph = holder.add_paragraph(style=BULLET_STYLES[min(depth, 2)])
        paragraph.paragraph_format.space_after = 0
        write(paragraph, item.text)
        bullets(holder, item.items, depth + 1)


def numbered(holder: Any, items: tuple[o.Item, ...]) -> None:
    """Steps counted from one, sub-steps by letter and Roman number."""
    number = _new_numbering(holder.part.numbering_part.element)
    _steps(holder, items, number, 0)


def _steps(holder: Any, items: tuple[o.Item, ...], number: str, depth: int) -> None:
    for item in items:
        paragraph = holder.add_paragraph(style="List Paragraph")
        paragraph.paragraph_format.space_after = 0
        properties = paragraph._p.get_or_add_pPr()
        properties._insert_numPr(
            element("w:numPr", (element("w:ilvl", val=str(min(depth, 2))), element("w:numId", val=number)))
        )
        write(paragraph, item.text)
        _steps(holder, item.items, number, depth + 1)


def _new_numbering(numbering: Any) -> str:
    abstract = str(900 + len(numbering.findall(f"{{{numbering.nsmap['w']}}}abstractNum")))
    levels = tuple(_level(at, kind) for at, kind in enumerate(("decimal", "lowerLetter", "lowerRoman")))
    made = element(
        "w:abstractNum", (element("w:multiLevelType", val="multilevel"), *levels), abstractNumId=abstract
    )
    first = numbering.find(f"{{{numbering.nsmap['w']}}}num")
    if first is None:
        numbering.append(made)
    else:
        first.addprevious(made)  # the schema wants all abstract numberings before the first number
    return str(numbering.add_num(int(abstract)).numId)


def _level(at: int, kind: str) -> Any:
    indent = element("w:pPr", (element("w:ind", left=str(360 * (at + 1)), hanging="360"),))
    parts = (
        element("w:start", val="1"),
        element("w:numFmt", val=kind),
        element("w:lvlText", val=f"%{at + 1}."),
        element("w:lvlJc", val="left"),
        indent,
    )
    return element("w:lvl", parts, ilvl=str(at))
