"""The one entry: formats by name, options, and what is said when a library is missing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.unit.render import sample
from tocsin.render import FORMATS, Options, RenderError, render


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_gives_a_file_of_its_kind(format: str) -> None:
    marks = {"md": b"# Escalation", "html": b"<!doctype html>", "pdf": b"%PDF-", "docx": b"PK", "pptx": b"PK"}
    assert render(sample.document(), format).startswith(marks[format])


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(RenderError, match="no format `odt`; use one of md, html, pdf, docx, pptx"):
        render(sample.document(), "odt")


@pytest.mark.parametrize(("format", "module"), [("pdf", "typst"), ("docx", "docx"), ("pptx", "pptx")])
def test_a_missing_library_is_said_with_what_to_install(
    format: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith(f"tocsin.render.{format}")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(
        RenderError, match=rf'{format.upper()} needs `{module}`.*pip install "tocsin\[documents\]"'
    ):
        render(sample.document(), format)


def test_importing_the_renderers_imports_no_library() -> None:
    code = (
        "import sys, tocsin.render; print([m for m in ('typst', 'docx', 'pptx', 'lxml') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_control_characters_reach_no_format() -> None:
    document = sample.document(title="Bad\x00 \x1b title\x0b", subtitle="\ud800")
    for format in FORMATS:
        data = render(document, format, Options(notice=lambda text: None))
        assert data
    assert b"# Bad  title" in render(document, "md")
