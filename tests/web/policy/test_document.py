"""The document as a page: the same outline as the PDF, with its contents and hash, and as files."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.policy.small import NEXT, proposed, signed, text_of
from tocsin.app.document import KINDS
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import build


@pytest.mark.req("B1", "A10.9")
@pytest.mark.parametrize("kind", KINDS)
def test_every_section_of_the_outline_stands_on_the_page(site: Any, kind: str) -> None:
    page = text_of(site.client("viewer").get("/policy/", {"kind": kind}))
    rules = site.desk.books.current()
    document = build(kind, rules.policy, site.now)
    for _number, section in o.walk(document.sections):
        assert f'id="{section.id}"' in page
    assert rules.hash[:12] in page
    assert "style=" not in page and "onclick" not in page


@pytest.mark.req("B1")
def test_the_contents_lead_to_sections_that_are_there(site: Any) -> None:
    page = text_of(site.client("viewer").get("/policy/"))
    links = re.findall(r'<li><a href="#([^"]+)">', page)
    assert len(links) > 30
    assert all(f'id="{link}"' in page for link in links)


@pytest.mark.req("B1", "B11")
@pytest.mark.parametrize(
    ("form", "begins"),
    [("md", b"# "), ("html", b"<!doctype"), ("pdf", b"%PDF"), ("docx", b"PK"), ("pptx", b"PK")],
)
def test_it_can_be_taken_along(site: Any, form: str, begins: bytes) -> None:
    answer = site.client("viewer").get("/policy/download", {"kind": "protocol", "form": form})
    assert answer.status_code == 200 and answer.content.startswith(begins)
    assert (
        f'filename="customer-escalation-policy-1.0.0-protocol.{form}"'
        in answer.headers["Content-Disposition"]
    )


def test_an_unknown_format_is_refused(site: Any) -> None:
    assert site.client("viewer").get("/policy/download", {"form": "exe"}).status_code == 422


@pytest.mark.req("A10.9")
def test_a_version_with_errors_says_so_instead(site: Any) -> None:
    url = proposed(site, NEXT + "stop_the_line: {x: {if: nonsense, text: No, page: engineering}}\n")
    client = site.client("viewer")
    answer = client.get("/policy/", {"version": url[-12:]})
    assert answer.status_code == 422 and "cannot be shown" in text_of(answer)
    check = text_of(client.get("/policy/check", {"version": url[-12:]}))
    assert "1 error" in check and "<mark>nonsense" in check


def test_the_shipped_policy_passes_its_check_and_its_tests(site: Any) -> None:
    client = site.client("viewer")
    assert "Nothing was found" in text_of(client.get("/policy/check"))
    tests = client.get("/policy/tests")
    assert "All passed" in text_of(tests) and len(tests.context["outcomes"]) > 30


@pytest.mark.req("B11")
def test_who_signed_stands_on_the_signature_lines_with_the_day(site: Any) -> None:
    url = proposed(site)
    client = site.client("viewer")
    path = {"kind": "protocol", "version": url[-12:]}
    assert "2026-11-23" not in text_of(client.get("/policy/", path)).split('class="signs"')[1]
    signed(site, url)
    page = text_of(client.get("/policy/", path)).split('class="signs"')[1]
    assert page.count("2026-11-23") == 3
    plain = client.get("/policy/download", {**path, "form": "md"}).content.decode()
    assert plain.count("2026-11-23") >= 3
