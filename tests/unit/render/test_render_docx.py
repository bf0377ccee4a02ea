"""Word: real styles, repeated heads, controls to fill in, and text that stays text."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.unit.render import sample
from tests.unit.render.hostile import HOSTILE, hostile_document
from tocsin.core.documents import outline as o
from tocsin.render import Options, render


def _open(document: o.Document, **options: Any) -> Any:
    return Document(BytesIO(render(document, "docx", Options(**options))))


def _all_text(word: Any) -> str:
    return "".join(
        node.text or "" if node.tag == qn("w:t") else "\n"
        for node in word.element.body.iter(qn("w:t"), qn("w:br"))
    )


@pytest.mark.req("B1", "B2", "B3", "B4", "B7", "B11")
def test_every_block_is_there() -> None:
    text = _all_text(_open(sample.document()))
    for words in (
        "Escalation playbook",
        "2.1 Identify and triage",
        "P1 critical",
        "Never wait",
        "Hello {customer},",
        "Amara Osei",
        "98.1 %",
        "after 10 min",
        "target 5 to 10",
        "Missing",
        "#inc-20261122-northwind",
        "Write an escalation playbook.",
    ):
        assert words in text, words


def test_headings_use_real_styles_in_order() -> None:
    found = [
        (p.style.name, p.text)
        for p in _open(sample.document()).paragraphs
        if p.style.name.startswith("Heading")
    ]
    assert found == [
        ("Heading 1", "1 Purpose"),
        ("Heading 1", "2 The flow"),
        ("Heading 2", "2.1 Identify and triage"),
        ("Heading 2", "2.2 Acknowledge"),
    ]


@pytest.mark.req("B1")
def test_head_and_foot_bear_title_policy_hash_and_page_of_pages() -> None:
    section = _open(sample.document()).sections[0]
    assert "Escalation playbook" in section.header.paragraphs[0].text
    assert "AtlasFlow escalation policy · version 2.3 · 4be1c07d9a2f" in section.footer.paragraphs[0].text
    fields = [node.text.strip() for node in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_contents_lead_to_bookmarks_and_give_each_its_page_in_a_field_of_its_own() -> None:
    body = _open(sample.document()).element.body
    asked = {(node.text or "").split()[1] for node in body.iter(qn("w:instrText"))}
    marks = {node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))}
    targets = {node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink")) if node.get(qn("w:anchor"))}
    assert asked == targets == marks
    begun = [n for n in body.iter(qn("w:fldChar")) if n.get(qn("w:fldCharType")) == "begin"]
    assert all(node.get(qn("w:dirty")) == "true" for node in begun), "Word counts when it opens the file"


def test_a_title_of_any_length_leaves_head_and_foot_one_line() -> None:
    document = replace(sample.document(), title="Title " * 80, policy_title="Policy " * 80)
    section = _open(document).sections[0]
    assert len(section.header.paragraphs[0].text) < 110
    assert len(section.footer.paragraphs[0].text) < 130
    assert "4be1c07d9a2f" in section.footer.paragraphs[0].text


def test_a_table_repeats_its_head_and_never_cuts_a_row() -> None:
    word = _open(sample.document(sample.SEVERITIES, contents=False))
    table = word.tables[-2]
    assert table.rows[0].cells[0].text == "Severity"
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_form_becomes_controls_for_text_date_and_choice() -> None:
    body = _open(sample.document(sample.FORM)).element.body
    kinds = {}
    for control in body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        tag = properties.find(qn("w:tag"))
        kinds[tag.get(qn("w:val")) if tag is not None else ""] = [
            child.tag.split("}")[1] for child in properties
        ][-1]
    assert kinds == {"reviewer": "text", "held-on": "date", "verdict": "dropDownList", "cause": "text"}
    choices = [item.get(qn("w:displayText")) for item in body.iter(qn("w:listItem"))]
    assert choices == ["accepted", "needs work"]


def test_checklists_are_boxes_that_can_be_ticked() -> None:
    word = _open(sample.document(sample.CHECKS))
    states = re.findall(r'w14:checked w14:val="(\d)"', word.element.xml)
    assert states == ["0", "0", "1", "0"]


@pytest.mark.req("B11")
def test_signature_lines_hold_controls_for_name_and_date() -> None:
    seats = o.Signatures(
        (o.Signature("VP Customer Success", "Amara Osei"), o.Signature("Chief Customer Officer"))
    )
    tags = [node.get(qn("w:val")) for node in _open(sample.document(seats)).element.body.iter(qn("w:tag"))]
    assert tags == ["name-1", "date-1", "name-2", "date-2"]


def test_numbered_lists_each_start_at_one() -> None:
    steps = o.Numbered(o.items("one", "two"))
    paragraphs = _open(sample.document(steps, o.Paragraph("between"), steps)).paragraphs
    numbers = [
        p._p.pPr.numPr.numId.val for p in paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None
    ]
    assert len(numbers) == 4
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_a_tree_is_a_picture_with_its_words() -> None:
    body = _open(sample.document(sample.TREE)).element.body
    [picture] = list(body.iter(qn("wp:docPr")))
    assert "Yes: Level 3 incident command: Page the incident commander" in picture.get("descr")


@pytest.mark.parametrize(("paper", "width"), [("a4", 210), ("letter", 216)])
def test_the_paper_is_a4_or_us_letter(paper: o.Paper, width: int) -> None:
    assert round(_open(sample.document(), paper=paper).sections[0].page_width.mm) == width


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile: str) -> None:
    word = _open(hostile_document(hostile))
    assert f"Escalation playbook {hostile}" in [p.text for p in word.paragraphs]
    fields = {(node.text or "").strip().split()[0] for node in word.element.body.iter(qn("w:instrText"))}
    assert fields == {"PAGEREF"}
    outside = {rel.target_ref for rel in word.part.rels.values() if rel.is_external}
    assert outside == {"https://status.example.com/"}


def test_the_same_document_gives_the_same_bytes_dated_as_the_document() -> None:
    first = render(sample.document(), "docx")
    assert first == render(sample.document(), "docx")
    with zipfile.ZipFile(BytesIO(first)) as members:
        assert {member.date_time for member in members.infolist()} == {(2026, 11, 23, 4, 0, 0)}
