"""A book as a deck that somebody can present: a slide or two a section, all the rest in the notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.core.documents import outline as o
from tocsin.render.pptx.blocks import OWN_SLIDES, checklist_table
from tocsin.render.pptx.deck import BODY_WIDTH, MARGIN, Deck
from tocsin.render.pptx.flow import TEXT_BLOCKS, Lump, lumps, pour
from tocsin.render.pptx.tables import table

DRAWN = (o.DecisionTree, o.Ladder, o.BarChart, o.KeyFigures)
HINT_TOP, HINT_SIZE, HINT_LONG = 486.0, 12.0, 130


def present(deck: Deck, blocks: tuple[o.Block, ...]) -> None:
    """One slide of text, one of the first table, message or form, one for each drawing; no word is lost."""
    before = len(deck.file.slides)
    texts = [block for block in blocks if isinstance(block, TEXT_BLOCKS) and not _holds_more(block)]
    own = [block for block in blocks if type(block) in OWN_SLIDES]
    held = [block for block in blocks if block not in texts and block not in own]
    shown = next((block for block in own if not isinstance(block, DRAWN)), None)
    drawn = [block for block in own if isinstance(block, DRAWN)]
    notes = _opening(deck, texts, alone=not own)
    hints: list[str] = []
    if shown is not None and _show(deck, shown, own):
        hints.append(_name(shown))
        notes += _words(shown)
    for drawing in drawn:
        OWN_SLIDES[type(drawing)](deck, drawing)
    for block in (*own, *held):
        if block != shown and not isinstance(block, DRAWN):
            hints.append(_name(block))
            notes += _words(block)
    if len(deck.file.slides) > before:
        _hint(deck, hints, notes)


def _opening(deck: Deck, texts: list[Any], *, alone: bool) -> list[str]:
    """Running text: a line under the next title when that is enough, else one slide; the rest is returned."""
    found = [lump for block in texts for lump in lumps(block)]
    if not found:
        return []
    whole = [o.plain(lump.text) for lump in found] + [lump.note for lump in found if lump.note]
    if not alone and not any(lump.mark for lump in found) and len(found) <= 3:
        first = next((lump for lump in found if deck.take_lead(_first(lump.text))), None)
        if first is not None:
            return whole
    rest = pour(deck, found, once=True)
    return [f"{lump.mark} {o.plain(lump.text)}".strip() for lump in rest] + [x.note for x in rest if x.note]


def _first(text: o.Text) -> o.Text:
    """The first sentence."""
    words = o.plain(text)
    end = words.find(". ")
    return text if end < 0 else words[: end + 1]


def _show(deck: Deck, block: Any, own: list[Any]) -> bool:
    """Shows a block on one slide; True when it is not whole there."""
    if isinstance(block, o.Script | o.Prompt):
        together = [each for each in own if isinstance(each, o.Script | o.Prompt)]
        if len(together) > 1:
            pour(deck, [Lump(_title(each), "•") for each in together], once=True)
            return True
    if isinstance(block, o.Checklist):
        return table(deck, checklist_table(block), once=True) > 0
    if isinstance(block, o.Table):
        return table(deck, block, once=True) > 0
    OWN_SLIDES[type(block)](deck, block)
    return False


def _title(block: Any) -> o.Text:
    channel = getattr(block, "channel", "")
    return o.join(o.strong(block.title), f", {channel}" if channel else "")


def _hint(deck: Deck, hints: list[str], notes: list[str]) -> None:
    """What stands in the notes is named on the slide, so that whoever presents knows to look."""
    slide = deck.file.slides[len(deck.file.slides) - 1]
    deck.note(slide, notes)
    named = "; ".join(dict.fromkeys(hint for hint in hints if hint))
    if hints:
        words = f"Whole in the notes: {named}" if named else "More in the notes"
        short = words if len(words) <= HINT_LONG else f"{words[:HINT_LONG].rsplit(' ', 1)[0]} …"
        deck.words(slide, short, MARGIN, HINT_TOP, BODY_WIDTH, 18, size=HINT_SIZE, hue="soft")


def _holds_more(block: o.Block) -> bool:
    return isinstance(block, o.Callout) and not all(isinstance(inner, TEXT_BLOCKS) for inner in block.blocks)


def _name(block: Any) -> str:
    return str(getattr(block, "caption", "") or getattr(block, "title", ""))


def _words(block: Any) -> list[str]:
    """A block as lines for the notes."""
    return ["\n".join(line for line in _lines(block) if line.strip())]


def _lines(block: Any) -> Iterator[str]:
    yield _name(block)
    if isinstance(block, o.Checklist):
        block = checklist_table(block)
    if isinstance(block, o.Table):
        yield " | ".join(column.title for column in block.columns)
        yield from (" | ".join(" / ".join(o.plain(text).split("\n")) for text in row) for row in block.rows)
    elif isinstance(block, o.Script | o.Prompt):
        subject = getattr(block, "subject", "")
        yield f"Subject: {subject}" if subject else ""
        yield block.body
    elif isinstance(block, o.Form):
        yield from (f"{field.label}: {field.value or field.hint}" for field in block.fields)
    elif isinstance(block, o.Callout):
        for inner in block.blocks:
            yield from _lines(inner)
    elif isinstance(block, o.Signatures):
        yield from (f"{each.role}: {each.name}" for each in block.items)
    elif isinstance(block, TEXT_BLOCKS):
        yield from (f"{lump.mark} {o.plain(lump.text)}".strip() for lump in lumps(block))
