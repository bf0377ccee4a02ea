"""An outline as a tagged PDF (PDF/UA-1), set by Typst with fonts from packages."""

from __future__ import annotations

from pathlib import Path

from tocsin.core.documents import outline as o
from tocsin.render.base import Options
from tocsin.render.pdf.data import document_json

MAIN = Path(__file__).parent / "main.typ"


def render_pdf(document: o.Document, options: Options) -> bytes:
    """The document as PDF/UA-1. Characters that no font can draw are named in words, with a notice."""
    import typst

    from tocsin.render.pdf.fonts import families, folders

    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders())
    names = families(fonts.families(), document.language)
    compiler = typst.Compiler(MAIN, root=MAIN.parent, font_paths=fonts)
    return compiler.compile(
        format="pdf", sys_inputs={"document": document_json(document, names)}, pdf_standards=["ua-1"],
        timestamp=document.generated_at,
    )  # fmt: skip
