"""Markdown: every block, and text that stays text, as a CommonMark reader sees it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.unit.render import sample
from tests.unit.render.hostile import HOSTILE, hostile_document
from tocsin.core.documents import outline as o
from tocsin.render import render
from tocsin.render.md_text import code, escape

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _text(document: o.Document) -> str:
    return render(document, "md").decode()


def _types(markdown: str) -> list[str]:
    return [
        inner.type
        for token in READER.parse(markdown)
        for inner in (token, *(token.children or ()))
        if inner.type != "text"
    ]


@pytest.mark.req("B1", "B2", "B3", "B4", "B7", "B11")
def test_every_block_is_there_in_words() -> None:
    text = _text(sample.document())
    for words in (
        "# Escalation playbook",
        "- **Department**: Customer Success",
        "version 2.3 · 4be1c07d9a2f",
        "## 1 Purpose",
        "### 2.1 Identify and triage",
        "  - measured",
        "1. Identify",
        "- [ ] Acknowledge to the customer (owner: owner · due: 15 min)",
        "- [x] Four-line brief is present (Done)",
        "(Missing)",
        "| **P1 critical** | 15 min | 4 h |",
        "- **Stabilised**: Impact has stopped.",
        "> **Critical: Never wait**",
        "Hello {customer},",
        "Channel: E-mail",
        "- Verdict: [ ] accepted / [ ] needs work",
        "| VP Customer Success | Amara Osei |",
        "| Active | **7** | 2 are P1 |",
        "```mermaid\nflowchart TD",
        "  - Yes: Level 3 incident command",
        "| after 10 min | **Platform on call, backup** | phone |",
        "target 5 to 10",
    ):
        assert words in text, words


def test_anchors_are_stable_and_contents_lead_to_them() -> None:
    text = _text(sample.document())
    assert '<a id="flow-triage"></a>' in text
    assert "  - [2.1 Identify and triage](#flow-triage)" in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_changes_neither_structure_nor_words(hostile: str) -> None:
    markdown = _text(hostile_document(hostile))
    html = READER.render(markdown)
    assert set(_types(markdown)) <= set(_types(_text(sample.document())))
    ours = set(re.findall(r'<a id="[a-z-]+"></a>', html))
    raw = {
        t.content
        for token in READER.parse(markdown)
        for t in (token, *(token.children or ()))
        if "html" in t.type
    }
    assert all(part in {"<br>", "</a>"} or part.rstrip("\n").startswith('<a id="') for part in raw), raw
    assert len(ours) == 4
    assert set(re.findall(r'href="([^"]*)"', html)) == {
        "#flow",
        "#purpose",
        "#flow-triage",
        "#flow-ack",
        "https://status.example.com/",
    }
    assert html.count("<h2") + html.count("<h3") == 4
    assert "<img" not in html


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60))
def test_any_text_reads_back_as_itself(raw: str) -> None:
    html = READER.render("x " + escape(raw))
    shown = "".join(
        child.content for token in READER.parse("x " + escape(raw)) for child in token.children or ()
    )
    assert shown.split() == ("x " + raw).split(), html


@given(st.text("`| abc", min_size=1, max_size=12).filter(str.strip))
def test_any_code_reads_back_as_itself(raw: str) -> None:
    children = READER.parseInline(f"x{code(raw)}x")[0].children or []
    [found] = [child.content for child in children if child.type == "code_inline"]
    assert found.strip() == raw.strip()


def test_a_criterion_keeps_its_bars_in_a_table() -> None:
    table = o.Table((o.Column("Rule"),), ((o.join(o.code("a || b")),),))
    html = READER.render(_text(sample.document(table)))
    assert "<code>a || b</code>" in html


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(sample.document(), "md") == render(sample.document(), "md")
