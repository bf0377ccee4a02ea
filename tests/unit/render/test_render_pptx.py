"""Slides: native shapes and tables, nothing lost, the long text in the notes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from tests.unit.render import sample
from tests.unit.render.hostile import HOSTILE, hostile_document
from tocsin.bootstrap import load_policy
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import build
from tocsin.render import render


def _open(document: o.Document) -> Any:
    return Presentation(BytesIO(render(document, "pptx")))


def _texts(slide: Any) -> list[str]:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return found + [cell.text for table in tables for row in table.rows for cell in row.cells]


def _all_text(deck: Any) -> str:
    return "\n".join(text for slide in deck.slides for text in _texts(slide))


@pytest.mark.req("B1", "B2", "B3", "B4", "B7", "B11")
def test_every_block_is_there() -> None:
    text = _all_text(_open(sample.document()))
    for words in (
        "Escalation playbook",
        "2.1 Identify and triage",
        "P1 critical",
        "CRITICAL: Never wait",
        "Hello {customer},",
        "Amara Osei",
        "98.1 %",
        "after 10 min",
        "target 5 to 10",
        "Missing",
        "#inc-20261122-northwind",
        "Write an escalation playbook.",
        "Page the incident",
        "Impact has stopped.",
    ):
        assert words in text, words


@pytest.mark.req("B1")
def test_every_slide_bears_the_policy_line_its_number_and_a_title_of_its_own() -> None:
    slides = list(_open(sample.document()).slides)
    titles = []
    for number, slide in enumerate(slides, start=1):
        texts = _texts(slide)
        assert "AtlasFlow escalation policy · version 2.3 · 4be1c07d9a2f" in texts
        assert any(text.startswith("Page ") and text.endswith(f" of {len(slides)}") for text in texts), number
        titles.append((slide.shapes.title.text, texts[1]))
    assert all(title for title, _ in titles)
    assert len(set(titles)) == len(titles)


def test_a_table_that_is_too_long_goes_on_with_its_head_and_loses_no_row() -> None:
    rows = tuple((f"Row {n}", "some words " * 12) for n in range(60))
    table = o.Table((o.Column("Name of row"), o.Column("Value", 2)), rows, "Long")
    slides = [
        slide
        for slide in _open(sample.document(table)).slides
        if any(shape.has_table for shape in slide.shapes)
    ]
    assert len(slides) > 3
    assert all("Name of row" in _texts(slide) for slide in slides)
    assert [text for slide in slides for text in _texts(slide) if text.startswith("Row ")] == [
        row[0] for row in rows
    ]


def test_nothing_runs_off_a_slide() -> None:
    deck = _open(sample.document())
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_a_tree_is_native_boxes_joined_by_connectors() -> None:
    slides = [s for s in _open(sample.document(sample.TREE)).slides if "Escalate" in s.shapes.title.text]
    joins = [shape for s in slides for shape in s.shapes if shape.shape_type == MSO_SHAPE_TYPE.LINE]
    boxes = [shape for s in slides for shape in s.shapes if shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE]
    assert len(boxes) == 13
    assert len(joins) == len(boxes) - 1 - (len(slides) - 1), "each box but the roots is joined"
    assert all("stCxn" in join._element.xml and "endCxn" in join._element.xml for join in joins)
    assert "Yes: Level 3 incident command" in slides[0].notes_slide.notes_text_frame.text


def test_long_text_is_whole_in_the_notes() -> None:
    prompt = o.Prompt("Ask", "\n".join(f"Line {n} of the prompt" for n in range(60)))
    paragraph = o.Paragraph("First sentence. " + "More words follow here. " * 30)
    slides = [s for s in _open(sample.document(prompt, paragraph)).slides if s.has_notes_slide]
    notes = "\n".join(s.notes_slide.notes_text_frame.text for s in slides)
    assert "Line 59 of the prompt" in notes
    assert o.plain(paragraph.text).strip() in notes


def test_a_line_that_introduces_a_table_stands_on_its_slide() -> None:
    slides = _open(sample.document(o.Paragraph("Four severities, no more."), sample.SEVERITIES)).slides
    found = [slide for slide in slides if "Four severities, no more." in _texts(slide)]
    assert [slide.shapes.title.text for slide in found] == ["Severities and their targets"]


def test_long_lists_go_on_over_slides_without_loss() -> None:
    bullets = o.Bullets(o.items(*(f"Point {n} with a few more words" for n in range(40))))
    text = _all_text(_open(sample.document(bullets)))
    assert all(f"Point {n} with" in text for n in range(40))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile: str) -> None:
    deck = _open(hostile_document(hostile))
    title = deck.slides[0].shapes.title.text.replace("\v", "\n")
    assert title == f"Escalation playbook {hostile}"
    outside = {rel.target_ref for slide in deck.slides for rel in slide.part.rels.values() if rel.is_external}
    assert outside <= {"https://status.example.com/"}
    assert not [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart], (
        "a chart carries a workbook"
    )


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(sample.document(), "pptx") == render(sample.document(), "pptx")


def test_slides_are_wide() -> None:
    deck = _open(sample.document())
    assert (deck.slide_width, deck.slide_height) == (Pt(960), Pt(540))


def _book() -> tuple[o.Document, Any]:
    document = build("playbook", load_policy("preset:b2b-saas").require(), datetime(2026, 11, 23, tzinfo=UTC))
    return document, _open(document)


def test_a_book_is_presented_and_not_printed() -> None:
    document, deck = _book()
    sections = sum(1 for _ in o.walk(document.sections))
    assert len(deck.slides) < 100
    assert len(deck.slides) < 1.4 * sections
    texts = [_texts(slide) for slide in deck.slides]
    assert sum(any(t.startswith("Whole in the notes: ") for t in each) for each in texts) > 10


def test_a_book_loses_no_word_between_its_slides_and_their_notes() -> None:
    document, deck = _book()
    notes = [s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide]
    whole = "".join((_all_text(deck) + "\n".join(notes)).split())
    for _, section in o.walk(document.sections):
        for block in section.blocks:
            for row in block.rows if isinstance(block, o.Table) else ():
                for cell in row:
                    lines = o.plain(cell).split("\n")
                    assert all("".join(line.split()) in whole for line in lines), (section.id, cell)
            if isinstance(block, o.Script):
                assert "".join(block.body.split()) in whole, block.title
            if isinstance(block, o.Checklist):
                assert all("".join(o.plain(c.text).split()) in whole for c in block.items), section.id
            if isinstance(block, o.Bullets | o.Numbered):
                assert all("".join(o.plain(i.text).split()) in whole for i in block.items), section.id


def test_a_deck_is_cut_into_its_chapters() -> None:
    document, deck = _book()
    xml = deck.part._element.xml
    names = re.findall(r'<p14:section name="([^"]*)"', xml)
    assert names == [document.title, *(section.title.replace("&", "&amp;") for section in document.sections)]
    held = re.findall(r'<p14:sldId id="(\d+)"', xml)
    assert held == [each.get("id") for each in deck.slides._sldIdLst]
