"""An outline as a tagged PDF (PDF/UA-1), set by Typst with fonts from packages."""

from __future__ import annotations

from tocsin.core.documents import outline as o
from tocsin.render.base import Options
from tocsin.render.pdf.data import document_json


def render_pdf(document: o.Document, options: Options) -> bytes:
    """The document as PDF/UA-1. Characters that no font can draw are named in words, with a notice."""
    import typst

    from tocsin.render.pdf.engine import HERE, engine

    fonts, names = engine(document.language)
    compiler = typst.Compiler(HERE / "main.typ", root=HERE, font_paths=fonts)
    made = compiler.compile(
        format="pdf", sys_inputs={"document": document_json(document, names)}, pdf_standards=["ua-1"],
        timestamp=document.generated_at,
    )  # fmt: skip
    return made if isinstance(made, bytes) else b""
