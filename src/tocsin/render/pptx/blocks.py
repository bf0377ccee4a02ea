"""Which block becomes which slide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tocsin.core.documents import outline as o
from tocsin.render.base import CHECK_WORDS
from tocsin.render.measure import wrap
from tocsin.render.pptx.deck import BODY_HEIGHT, BODY_TOP, BODY_WIDTH, MARGIN, Deck
from tocsin.render.pptx.figures import bars, figures, ladder, tree
from tocsin.render.pptx.flow import TEXT_BLOCKS, Lump, lumps, pour
from tocsin.render.pptx.tables import table

MESSAGE_SIZE, PROMPT_LINES = 15.0, 9


def _checklist(deck: Deck, block: o.Checklist) -> None:
    table(deck, checklist_table(block))


def checklist_table(block: o.Checklist) -> o.Table:
    """A checklist as rows: box, what, whose, by when."""
    rows = tuple(
        (
            "☑" if check.state == "done" else "☐",
            (
                *o.spans(check.text),
                *(o.Span(f" ({o.plain(check.note)})") for _ in [0] if o.plain(check.note)),
            ),
            check.owner,
            check.due or CHECK_WORDS.get(check.state, ""),
        )
        for check in block.items
    )
    columns = (o.Column("", 0.4), o.Column("To do", 7), o.Column("Owner", 2), o.Column("Due or state", 1.8))
    return o.Table(columns, rows, block.title or "Checklist")


def _message(deck: Deck, title: str, meta: str, body: str, *, most: int) -> None:
    """A message in a box; what is longer than `most` lines stands whole in the notes."""
    width = BODY_WIDTH - 40
    lines = wrap(body, width, MESSAGE_SIZE)
    short = len(lines) <= most
    slide = deck.slide(title, notes=[body])
    top = BODY_TOP + 4
    if meta:
        deck.words(slide, meta, MARGIN, top, BODY_WIDTH, 22, size=14, hue="soft")
        top += 28
    shown = body if short else "\n".join(lines[: most - 1]) + "\n… the full text is in the notes"
    height = min(BODY_HEIGHT - (top - BODY_TOP), (min(len(lines), most) + 1.6) * MESSAGE_SIZE * 1.22)
    deck.shape(slide, MARGIN, top, BODY_WIDTH, height, round=False, fill="bg", line="line",
               texts=[shown], size=MESSAGE_SIZE)  # fmt: skip


def _script(deck: Deck, block: o.Script) -> None:
    meta = " · ".join(text for text in (block.channel, block.subject and f"Subject: {block.subject}") if text)
    _message(deck, block.title, meta, block.body, most=16)


def _prompt(deck: Deck, block: o.Prompt) -> None:
    _message(deck, block.title, "To paste into a chat model", block.body, most=PROMPT_LINES)


def _form(deck: Deck, block: o.Form) -> None:
    rows = tuple(
        (f"{field.label}\n{field.hint}" if field.hint else field.label,
         field.value or "   ".join(f"☐ {choice}" for choice in field.choices) or " ")
        for field in block.fields
    )  # fmt: skip
    table(deck, o.Table((o.Column("", 3), o.Column("", 7)), rows, block.title, row_heads=True))


def _signatures(deck: Deck, block: o.Signatures) -> None:
    rows = tuple((f"{s.name or ' '}\n{s.role}\n ", " ", s.date or " ") for s in block.items)
    columns = (o.Column("Name and role", 4), o.Column("Signature", 4), o.Column("Date", 2))
    table(deck, o.Table(columns, rows, "Signatures"))


OWN_SLIDES: dict[type, Callable[[Deck, Any], object]] = {
    o.Table: table, o.Checklist: _checklist, o.Script: _script, o.Prompt: _prompt, o.Form: _form,
    o.Signatures: _signatures, o.KeyFigures: figures, o.DecisionTree: tree, o.Ladder: ladder,
    o.BarChart: bars,
}  # fmt: skip


def section(deck: Deck, blocks: tuple[o.Block, ...]) -> None:
    """The slides of one section: running text together, everything else one idea a slide."""
    waiting: list[Lump] = []
    for block in blocks:
        if isinstance(block, TEXT_BLOCKS) and not _mixed(block):
            waiting += lumps(block)
            continue
        if not _leads(deck, waiting, block):
            pour(deck, waiting)
        waiting = []
        if isinstance(block, o.Callout):
            pour(deck, list(lumps(o.Callout(block.kind, block.title, ()))))
            section(deck, block.blocks)
        elif not isinstance(block, o.PageBreak):
            OWN_SLIDES[type(block)](deck, block)
    pour(deck, waiting)


def _leads(deck: Deck, waiting: list[Lump], block: o.Block) -> bool:
    """A single short paragraph introduces the table or figure after it on the same slide."""
    if len(waiting) != 1 or waiting[0].mark or waiting[0].note or type(block) not in OWN_SLIDES:
        return False
    return deck.take_lead(waiting[0].text)


def _mixed(block: o.Block) -> bool:
    """A callout that holds more than text."""
    return isinstance(block, o.Callout) and not all(isinstance(inner, TEXT_BLOCKS) for inner in block.blocks)
