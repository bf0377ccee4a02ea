"""`tocsin document`: what is written, what is refused, and that nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.acceptance.call import tocsin
from tocsin.cli.document import _FORMATS, _KINDS
from tocsin.core.documents.build import KINDS
from tocsin.render.registry import FORMATS

BASE = "preset:base"


def test_help_knows_every_kind_and_format() -> None:
    assert _KINDS == KINDS
    assert _FORMATS == FORMATS


@pytest.mark.req("B1", "B11")
def test_the_protocol_is_written_in_five_formats_at_once(tmp_path: Path) -> None:
    files = [tmp_path / f"protocol.{form}" for form in FORMATS]
    done = tocsin("document", BASE, "--kind", "protocol", *(w for f in files for w in ("-o", str(f))))
    assert done.code == 0, done.err
    starts = {"md": b"#", "html": b"<!", "pdf": b"%PDF", "docx": b"PK", "pptx": b"PK"}
    for file in files:
        assert file.read_bytes().startswith(starts[file.suffix[1:]]), file
        assert str(file) in done.err


@pytest.mark.req("A10.9")
def test_the_playbook_is_what_is_printed_when_nothing_is_said() -> None:
    done = tocsin("document", BASE)
    assert done.code == 0
    assert done.out.startswith("# Escalation playbook")
    assert "1 Definitions and levels" in done.out


@pytest.mark.req("A11", "A12", "A13.3")
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_goes_to_the_terminal_as_html(kind: str) -> None:
    done = tocsin("document", BASE, "-k", kind, "-o", "-", "-f", "html")
    assert done.code == 0
    assert "</html>" in done.out
    assert not re.search(r'(?:src|href)="https?://(?!example)', done.out), "nothing is fetched from outside"


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    file = tmp_path / "protocol.docx"
    file.write_text("filled in by hand")
    done = tocsin("document", BASE, "-o", str(file))
    assert done.code == 2
    assert "--force" in done.err
    assert file.read_text() == "filled in by hand"
    assert tocsin("document", BASE, "-o", str(file), "--force").code == 0
    assert file.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-o", "x.pfd"), "did you mean `.pdf`?"),
        (("-o", "noending"), ".md, .html, .pdf, .docx, .pptx"),
        (("-o", "-", "-f", "pdf"), "PDF does not go to the terminal"),
        (("-o", "a.md", "-o", "a.md"), "given twice"),
        (("-k", "brochure"), "brochure"),
        (("--paper", "a5"), "a5"),
    ],
)
def test_wrong_use_is_told_in_words(words: tuple[str, ...], says: str, clean_cwd: Path) -> None:
    done = tocsin("document", BASE, *words)
    assert done.code == 2
    assert says in done.err
    assert list(clean_cwd.iterdir()) == []


def test_a_policy_with_errors_is_refused_with_its_findings(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("extends: preset:base\nroutes: {odd: {name: Odd, team: nobody}}\n")
    done = tocsin("document", str(policy), "-o", str(tmp_path / "x.html"))
    assert done.code == 1
    assert "nobody" in done.err
    assert "policy.yaml:2" in done.err
    assert not (tmp_path / "x.html").exists()


def test_a_criterion_that_cannot_be_read_is_refused_too(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text('extends: preset:base\nlevels: {1: {if: {odd: "arr > 5"}}}\n')
    done = tocsin("document", str(policy))
    assert done.code == 1
    assert "Traceback" not in done.err
    assert done.out == ""


def test_letter_paper_gives_another_page_size() -> None:
    pages = [
        tocsin("document", BASE, "-k", "protocol", "-f", "html", "--paper", p).out for p in ("a4", "letter")
    ]
    assert pages[0] != pages[1]
    assert "letter" in pages[1].lower()


def test_markup_in_the_policy_stays_text(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        'extends: preset:base\norganisation: {name: "<script>alert(1)</script> #set _x_ *y* =HYPERLINK(1)"}\n'
    )
    html = tocsin("document", str(policy), "-f", "html")
    assert html.code == 0
    assert "<script>alert(1)" not in html.out
    pdf = tmp_path / "x.pdf"
    assert tocsin("document", str(policy), "-k", "protocol", "-o", str(pdf)).code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
