"""HTML: every block, one file, text that stays text."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from tests.unit.render import sample
from tests.unit.render.hostile import HOSTILE, hostile_document
from tests.unit.render.page import Page
from tocsin.core.documents import outline as o
from tocsin.render import Options, render


def _source(document: o.Document) -> str:
    return render(document, "html").decode()


@pytest.mark.req("B1", "B2", "B3", "B4", "B7", "B11")
def test_every_block_is_there() -> None:
    page = Page(_source(sample.document()))
    for words in (
        "Escalation playbook",
        "version 2.3 · 4be1c07d9a2f",
        "2.1 Identify and triage",
        "P1 critical",
        "Never wait",
        "Hello {customer},",
        "Subject:",
        "Amara Osei",
        "Customers hear from us",
        "after 10 min",
        "target 0.5 to 2",
        "✓ Done",
        "✗ Missing",
        "Impact has stopped.",
        "Write an escalation playbook.",
    ):
        assert words in page.text, words
    kinds = [attributes.get("type") for tag, attributes in page.tags if tag == "input"]
    assert kinds.count("checkbox") == 2
    assert kinds.count("radio") == 2
    assert "date" in kinds


def test_the_file_asks_nothing_of_a_network() -> None:
    page = Page(_source(sample.document()))
    assert not [
        tag
        for tag, attrs in page.tags
        if tag in ("link", "img", "iframe", "object", "base") or "src" in attrs
    ]
    style = re.search(r"<style>(.*?)</style>", _source(sample.document()), re.DOTALL)
    assert style
    assert "url(" not in style.group(1)
    assert "@import" not in style.group(1)


def test_the_content_policy_names_the_hashes_of_what_is_inside() -> None:
    source = _source(sample.document())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', source)
    assert policy
    for name in ("style", "script"):
        inner = re.search(rf"<{name}>(.*?)</{name}>", source, re.DOTALL)
        assert inner
        digest = base64.b64encode(hashlib.sha256(inner.group(1).encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy.group(1)
    assert policy.group(1).startswith("default-src 'none'")
    assert "unsafe" not in policy.group(1)


def test_no_attribute_needs_an_unsafe_policy() -> None:
    for _, attributes in Page(_source(sample.document())).tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_changes_neither_structure_nor_words(hostile: str) -> None:
    calm, page = Page(_source(sample.document())), Page(_source(hostile_document(hostile)))
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in calm.tags}
    assert [tag for tag, _ in page.tags if tag == "script"] == ["script"]
    assert {name for _, attrs in page.tags for name in attrs} <= {
        name for _, attrs in calm.tags for name in attrs
    } | {"tabindex"}
    assert {attrs["href"] for tag, attrs in page.tags if tag == "a"} == {
        attrs["href"] for tag, attrs in calm.tags if tag == "a"
    }
    squeezed = " ".join(page.text.split())
    assert " ".join(f"Escalation playbook {hostile}".split()) in squeezed


def test_policy_words_cannot_leave_the_foot_of_the_print_style() -> None:
    source = _source(sample.document(policy_title='x"; } </style><script>alert(1)</script> \\'))
    assert source.count("</style>") == 1
    assert source.count("<script>") == 1
    assert re.search(r'@bottom-left\{content:"[A-Za-z0-9\\ ]*";', source)


def test_copy_buttons_point_at_the_text_they_copy() -> None:
    page = Page(_source(sample.document()))
    ids = {attrs.get("id") for _, attrs in page.tags}
    targets = [attrs["data-copy"] for tag, attrs in page.tags if tag == "button"]
    assert len(targets) == 3
    assert set(targets) <= ids
    assert all("hidden" in attrs for tag, attrs in page.tags if tag == "button"), (
        "shown only where scripts run"
    )


@pytest.mark.parametrize(("paper", "size"), [("a4", "size:A4"), ("letter", "size:letter")])
def test_the_print_style_has_the_paper_and_the_running_foot(paper: o.Paper, size: str) -> None:
    source = render(sample.document(), "html", Options(paper=paper)).decode()
    assert size in source
    assert 'counter(page) " of " counter(pages)' in source


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(sample.document(), "html") == render(sample.document(), "html")
