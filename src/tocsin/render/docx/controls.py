"""Fillable content controls: text, date, choice, tick box (A11, A12, B8, B11)."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tocsin.core.documents import outline as o
from tocsin.render.docx.xml import element

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
PROMPTS = {
    "text": "Click to enter text",
    "long": "Click to enter text",
    "date": "Pick a date",
    "choice": "Choose",
}


def control(paragraph: Any, field: o.Field) -> None:
    """Appends a content control for a field to a paragraph."""
    properties = element(
        "w:sdtPr", (element("w:alias", val=field.label[:64]), element("w:tag", val=field.id[:64]))
    )
    if not field.value:
        properties.append(element("w:showingPlcHdr"))
    properties.append(_kind(field))
    _append(paragraph, properties, field.value or PROMPTS[field.kind], placeholder=not field.value)


def tick_box(paragraph: Any, name: str, *, done: bool = False) -> None:
    """Appends a box to tick."""
    properties = element("w:sdtPr", (element("w:alias", val=name[:64]),))
    properties.append(
        parse_xml(
            f'<w14:checkbox {_W14}><w14:checked w14:val="{int(done)}"/>'
            '<w14:checkedState w14:val="2612" w14:font="Segoe UI Symbol"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox>'
        )
    )
    _append(paragraph, properties, "\u2612" if done else "\u2610", symbol=True)


def _kind(field: o.Field) -> Any:
    if field.kind == "date":
        return parse_xml(f'<w:date {nsdecls("w")}><w:dateFormat w:val="yyyy-MM-dd"/></w:date>')
    if field.kind == "choice":
        choices = tuple(
            element("w:listItem", displayText=choice, value=f"{at} {choice}"[:250])
            for at, choice in enumerate(field.choices)
        )
        return element("w:dropDownList", choices)
    return element("w:text", multiLine="1") if field.kind == "long" else element("w:text")


def _append(
    paragraph: Any, properties: Any, shown: str, *, placeholder: bool = False, symbol: bool = False
) -> None:
    run = paragraph.add_run(shown)
    if symbol:
        run.font.name = "Segoe UI Symbol"
        run._r.rPr.rFonts.set(qn("w:eastAsia"), "Segoe UI Symbol")
    if placeholder:
        from tocsin.render.docx.page import colour

        run.font.color.rgb = colour("soft")
    paragraph._p.remove(run._r)
    paragraph._p.append(element("w:sdt", (properties, element("w:sdtContent", (run._r,)))))
