"""An outline as slides: native shapes and tables, one idea a slide, the long text in the notes.

A form such as the protocol is whole on its slides. A book is presented: a slide or two a section, the rest
of it in the notes, and the deck cut into its chapters.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from tocsin.core.documents import outline as o
from tocsin.render.base import Options, heading, signed_facts
from tocsin.render.pack import repack, stamp_properties

if TYPE_CHECKING:
    from tocsin.render.pptx.deck import Deck


A_BOOK = 30  # sections: beyond this nobody presents every line


def render_pptx(document: o.Document, options: Options) -> bytes:
    """The document as .pptx."""
    from tocsin.render.pptx.blocks import section as write_section
    from tocsin.render.pptx.chapters import mark
    from tocsin.render.pptx.deck import Deck
    from tocsin.render.pptx.present import present

    del options
    deck = Deck(document)
    stamp_properties(deck.file.core_properties, document)
    _title(deck)
    if document.contents:
        _contents(deck)
    sections = list(o.walk(document.sections))
    write = present if len(sections) > A_BOOK else write_section
    chapters = [(document.title, 0)]
    for number, section in sections:
        deck.heading = heading(document, number, section.title)
        before = len(deck.file.slides)
        if len(number) == 1:
            chapters.append((deck.heading, before))
        write(deck, section.blocks)
        if len(deck.file.slides) == before and not section.children:
            deck.slide()
    deck.end()
    mark(deck.file, chapters)
    out = BytesIO()
    deck.file.save(out)
    return repack(out.getvalue(), document)


def _title(deck: Deck) -> None:
    from pptx.util import Pt

    from tocsin.render.pptx.deck import BODY_WIDTH, MARGIN

    document = deck.document
    slide = deck.slide()
    slide.shapes.title.top, slide.shapes.title.height = Pt(150), Pt(70)
    for run in slide.shapes.title.text_frame.paragraphs[0].runs:
        run.font.size = Pt(40 if len(document.title) < 40 else 28)
    deck.shape(slide, MARGIN, 132, 60, 4, fill="accent")
    deck.words(slide, document.organisation, MARGIN, 100, BODY_WIDTH, 24, size=16, hue="soft")
    deck.words(slide, document.subtitle, MARGIN, 222, BODY_WIDTH, 56, size=20, hue="soft")
    facts = (*document.facts, *signed_facts(document))
    for at, (label, text) in enumerate(facts[:9]):
        x, y = MARGIN + (at % 3) * (BODY_WIDTH / 3), 310 + (at // 3) * 54
        deck.words(slide, label, x, y, BODY_WIDTH / 3 - 12, 18, size=12, hue="soft")
        deck.words(slide, text, x, y + 17, BODY_WIDTH / 3 - 12, 24, size=15)
    deck.note(slide, [f"{label}: {o.plain(text)}" for label, text in facts])


def _contents(deck: Deck) -> None:
    from tocsin.render.pptx.flow import Lump, pour

    document = deck.document
    deck.heading = "Contents"
    entries = [
        heading(document, number, s.title) for number, s in o.walk(document.sections) if len(number) == 1
    ]
    pour(deck, [Lump(entry) for entry in entries])
