"""Running text on slides: paragraphs and lists fill a slide, then go on on the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from tocsin.core.documents import outline as o
from tocsin.render.base import CALLOUT_WORDS
from tocsin.render.measure import wrap
from tocsin.render.pptx.deck import BODY_HEIGHT, BODY_TOP, BODY_WIDTH, MARGIN, Deck, write

SIZE, LEADING, SPACE, STEP = 18.0, 1.22, 8.0, 22.0
LONG = 320  # characters: beyond this a paragraph says its first sentence, and its whole in the notes
TEXT_BLOCKS = (o.Paragraph, o.Bullets, o.Numbered, o.DefinitionList, o.Callout, o.Quote)


@dataclass(frozen=True, slots=True)
class Lump:
    """One paragraph on a slide: its text, its mark ("•", "2.") and depth, and words for the notes."""

    text: o.Text
    mark: str = ""
    depth: int = 0
    note: str = ""

    @property
    def height(self) -> float:
        """Points it needs."""
        room = BODY_WIDTH - STEP * (self.depth + bool(self.mark))
        return len(wrap(o.plain(self.text), room, SIZE)) * SIZE * LEADING + SPACE


def lumps(block: o.Block) -> Iterator[Lump]:
    """A text block as paragraphs."""
    if isinstance(block, o.Paragraph):
        yield _paragraph(block.text)
    elif isinstance(block, o.Bullets | o.Numbered):
        yield from _entries(block.items, isinstance(block, o.Numbered))
    elif isinstance(block, o.DefinitionList):
        for item in block.items:
            yield Lump((o.strong(f"{o.plain(item.term)}: "), *o.spans(item.text)))
    elif isinstance(block, o.Quote):
        source = f" ({block.source})" if block.source else ""
        yield Lump((o.emphasis(f"{o.plain(block.text)}{source}"),))
    elif isinstance(block, o.Callout):
        yield Lump((o.strong(f"{CALLOUT_WORDS[block.kind].upper()}: {block.title}"),))
        for inner in block.blocks:
            yield from lumps(inner)


def _paragraph(text: o.Text) -> Lump:
    words = o.plain(text)
    if len(words) <= LONG:
        return Lump(text)
    first = words.split(". ")[0].rstrip(".") + "."
    return Lump(first if len(first) <= LONG else f"{first[:LONG].rsplit(' ', 1)[0]} …", note=_whole(text))


def _whole(text: o.Text) -> str:
    """The words for the notes, with the addresses that links lose there."""
    return "".join(
        f"{span.text} ({span.href})" if span.href and not span.href.startswith("#") else span.text
        for span in o.spans(text)
    )


def _entries(items: tuple[o.Item, ...], numbered: bool, depth: int = 0) -> Iterator[Lump]:
    for at, item in enumerate(items, start=1):
        yield Lump(item.text, f"{at}." if numbered else "•", depth)
        yield from _entries(item.items, numbered, depth + 1)


def pour(deck: Deck, texts: list[Lump], *, once: bool = False) -> list[Lump]:
    """Fills as many slides as the text needs, or one; returns what found no room there."""
    while texts:
        taken, used = [texts[0]], texts[0].height
        while len(taken) < len(texts) and used + texts[len(taken)].height <= BODY_HEIGHT:
            used += texts[len(taken)].height
            taken.append(texts[len(taken)])
        texts = texts[len(taken) :]
        slide = deck.slide(notes=[lump.note for lump in taken])
        box = deck.words(slide, "", MARGIN, BODY_TOP, BODY_WIDTH, BODY_HEIGHT)
        for at, lump in enumerate(taken):
            paragraph = box.text_frame.paragraphs[0] if at == 0 else box.text_frame.add_paragraph()
            _set(paragraph, lump)
        if once:
            break
    return texts


def _set(paragraph: Any, lump: Lump) -> None:
    paragraph.space_after = Pt(SPACE)
    if lump.mark:
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", str(int(Pt(STEP * (lump.depth + 1)))))
        properties.set("indent", str(-int(Pt(STEP))))
        properties.set("lvl", str(lump.depth))
        scheme = "alphaLcPeriod" if lump.depth % 2 else "arabicPeriod"
        kind = '<a:buChar %s char="•"/>' if lump.mark == "•" else f'<a:buAutoNum %s type="{scheme}"/>'
        if lump.mark not in ("•", "1."):
            kind = f'<a:buAutoNum %s type="{scheme}" startAt="{lump.mark[:-1]}"/>'
        properties.append(parse_xml(kind % nsdecls("a")))
    write(paragraph, lump.text, SIZE)
