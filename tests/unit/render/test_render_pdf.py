"""PDF: tagged, with running feet, fonts from packages, and text that stays text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.unit.render import sample
from tests.unit.render.hostile import HOSTILE, hostile_document
from tocsin.bootstrap import load_policy
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import build
from tocsin.render import Options, render
from tocsin.render.pdf import fonts, glyphs

MADE = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def _read(document: o.Document, **options: object) -> PdfReader:
    return PdfReader(BytesIO(render(document, "pdf", Options(**options))))  # type: ignore[arg-type]


def _words(text: str) -> str:
    """Without spaces, since a line may break anywhere in a narrow cell; ligatures and soft breaks undone."""
    return "".join(text.replace("\u200b", "").replace("\u00ad", "").split())


@pytest.mark.req("B1")
def test_every_page_bears_the_policy_its_version_its_hash_and_its_number() -> None:
    pages = _read(sample.document()).pages
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert "AtlasFlow escalation policy · version 2.3 · 4be1c07d9a2f" in text
        assert f"Page {number} of {len(pages)}" in text


@pytest.mark.req("B2", "B3", "B4", "B7", "B11")
def test_every_block_is_there() -> None:
    text = _words("".join(page.extract_text() for page in _read(sample.document()).pages))
    for words in (
        "Escalation playbook",
        "2.1 Identify and triage",
        "P1 critical",
        "CRITICAL Never wait",
        "Hello {customer},",
        "Amara Osei",
        "98.1 %",
        "Page the incident commander",
        "after 10 min",
        "target 5 to 10",
        "Missing",
        "#inc-20261122-northwind",
        "Held on",
        "needs work",
    ):
        assert _words(words) in text, words


@pytest.mark.req("B1")
def test_a_title_of_any_length_leaves_room_on_the_first_page_and_whole_feet_on_each() -> None:
    long = "Escalation of everything that anybody may ever have to escalate " * 8
    names = {"title": long, "policy_title": long, "organisation": "Company of very many words " * 20}
    pages = _read(replace(sample.document(), **names)).pages  # type: ignore[arg-type]
    assert _words(long) in _words(pages[0].extract_text())
    for page in pages[1:]:
        text = page.extract_text()
        assert "version 2.3 · 4be1c07d9a2f" in text
        assert text.count("Company of very many words") == 1, "the running head is one line"


@pytest.mark.req("B1", "B3", "B11")
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", ["base", "protocol"])
def test_the_protocol_shows_its_contents_notice_and_figures_on_its_first_page(
    name: str, paper: o.Paper
) -> None:
    document = build("protocol", load_policy(f"preset:{name}").require(), MADE, paper)
    first, *_, last = [page.extract_text() for page in _read(document).pages]
    for words in ("Contents", "Critical notice", "Customer retention", "write them in", "Signatures"):
        assert _words(words) in _words(first), words
    assert "–" not in first.split("Where we stand")[-1].replace("Mon–Fri", ""), (
        "a dash fills the room to write"
    )
    assert "Chief Customer Officer" in last


def test_the_file_is_tagged_accessible_and_says_its_language_and_title() -> None:
    reader = _read(sample.document())
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    assert reader.metadata
    assert reader.metadata.title == "Escalation playbook"
    assert [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)][:1] != []


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_the_paper_is_a4_or_us_letter(paper: o.Paper, width: int) -> None:
    assert round(float(_read(sample.document(), paper=paper).pages[0].mediabox.width)) == width


def test_a_long_table_repeats_its_head_and_keeps_every_row_whole() -> None:
    rows = tuple((f"Row {n}", f"value {n} " + "with some words " * 6) for n in range(120))
    table = o.Table((o.Column("Name of row", 1), o.Column("Value of row", 3)), rows, "Long")
    pages = _read(sample.document(table, contents=False)).pages
    with_rows = [page.extract_text() for page in pages if "Row " in page.extract_text()]
    assert len(with_rows) > 3
    assert all("Name of row" in text for text in with_rows)
    assert all(f"Row {n}" in "".join(with_rows) for n in range(120))


def test_long_words_break_inside_a_narrow_column_and_stay_whole_when_read() -> None:
    word = "https://status.example.com/" + "averylongsegmentwithoutanyspace" * 3
    table = o.Table((o.Column("A", 1), o.Column("B", 6)), ((word, "x"),))
    text = "".join(page.extract_text() for page in _read(sample.document(table)).pages)
    assert _words(word) in _words(text)


def test_a_tree_longer_than_a_page_goes_on_on_the_next() -> None:
    nodes = [o.Node(f"q{n}", f"Question number {n}?", "question", f"end{n}", f"q{n + 1}") for n in range(30)]
    ends = [o.Node(f"end{n}", f"Outcome number {n}", tag=o.level(n % 5)) for n in range(30)]
    tree = o.DecisionTree("Long tree", (*nodes, o.Node("q30", "Last outcome"), *ends))
    texts = [page.extract_text() for page in _read(sample.document(tree, contents=False)).pages]
    assert sum("Question number" in text for text in texts) >= 3
    assert all(f"Question number {n}?" in "".join(texts) for n in range(30))
    assert "Last outcome" in "".join(texts)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_set_as_it_is(hostile: str) -> None:
    reader = _read(hostile_document(hostile))
    assert _words(f"Escalation playbook {hostile}") in _words(reader.pages[0].extract_text())
    links = {
        annotation.get_object()["/A"].get("/URI")
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation.get_object()
    }
    assert links <= {None, "https://status.example.com/"}


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_no_text_stops_the_presses(raw: str) -> None:
    notices: list[str] = []
    data = render(
        sample.document(o.Paragraph(raw), o.Table((o.Column(raw),), ((raw,),))),
        "pdf",
        Options(notice=notices.append),
    )
    assert data.startswith(b"%PDF-")
    assert len(notices) <= 2


def test_chinese_japanese_and_korean_are_drawn_with_the_extra() -> None:
    notices: list[str] = []
    reader = _read(sample.document(o.Paragraph("漢字 かな 한국어")), notice=notices.append)
    assert "漢字 かな 한국어" in reader.pages[0].extract_text()
    assert notices == []


def test_without_the_extra_characters_are_said_in_words_and_the_notice_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tocsin.render.pdf import engine

    kept = [folder for folder in fonts.folders() if "noto_cjk" not in str(folder)]
    monkeypatch.setattr(engine, "folders", lambda: kept)
    engine.engine.cache_clear()
    notices: list[str] = []
    text = _read(sample.document(o.Paragraph("漢字 and 😀")), notice=notices.append).pages[0].extract_text()
    engine.engine.cache_clear()
    assert "[U+6F22, U+5B57] and [grinning face]" in text
    assert len(notices) == 1
    assert 'pip install "tocsin[cjk]"' in notices[0]


def test_a_long_run_of_lost_characters_is_counted() -> None:
    assert glyphs.spell("a漢漢漢漢漢b", {"漢"}) == "a[5 characters that no font here can draw]b"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(sample.document(), "pdf") == render(sample.document(), "pdf")
