"""Chapters of a deck: PowerPoint's own sections, so that one of them can be shown alone."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml

P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def mark(file: Any, chapters: list[tuple[str, int]]) -> None:
    """Cuts the deck at the given slides (title, position from 0); chapters without a slide are left out."""
    ids = [slide.get("id") for slide in file.slides._sldIdLst]
    ends = [start for _, start in chapters[1:]] + [len(ids)]
    cut = "".join(
        _chapter(at, title, ids[start:end])
        for at, ((title, start), end) in enumerate(zip(chapters, ends, strict=True))
        if start < end
    )
    words = f'<p:ext uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{P14}">{cut}</p14:sectionLst></p:ext>'
    element = file.part._element
    known = element.find(f"{{{P}}}extLst")
    if known is None:
        element.append(parse_xml(f'<p:extLst xmlns:p="{P}">{words}</p:extLst>'))
    else:
        known.append(parse_xml(words.replace("<p:ext ", f'<p:ext xmlns:p="{P}" ', 1)))


def _chapter(at: int, title: str, ids: list[str]) -> str:
    key = str(uuid5(NAMESPACE_URL, f"{at} {title}")).upper()
    held = "".join(f'<p14:sldId id="{id_}"/>' for id_ in ids)
    name = quoteattr(" ".join(title.split()))
    return f'<p14:section name={name} id="{{{key}}}"><p14:sldIdLst>{held}</p14:sldIdLst></p14:section>'
