"""An outline as a tagged PDF (PDF/UA-1), set by Typst with fonts from packages."""

from __future__ import annotations

from tocsin.core.documents import outline as o
from tocsin.render.base import Options, RenderError
from tocsin.render.pdf.data import document_json

FIXED = frozenset({"href", "id", "kind", "style", "key", "language", "paper", "policy_hash"})


def render_pdf(document: o.Document, options: Options) -> bytes:
    """The document as PDF/UA-1. Characters that no font can draw are said in words, with a notice.

    Raises RenderError when Typst refuses the pages.
    """
    import typst

    from tocsin.render.pdf import glyphs
    from tocsin.render.pdf.engine import HERE, engine

    fonts, names = engine(document.language)
    data = document_json(document, names)
    if lost := glyphs.missing(data, document.language, fonts, names):
        options.notice(glyphs.notice(lost))
        document = o.rewrite(document, lambda text: glyphs.spell(text, lost), FIXED)
        data = document_json(document, names)
    compiler = typst.Compiler(HERE / "main.typ", root=HERE, font_paths=fonts)
    inputs, when = {"document": data}, document.generated_at
    try:
        made = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=when, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if not (text := glyphs.refused_text(error)):
            raise RenderError(f"the PDF could not be set: {error}") from error
        options.notice(f"No font here can draw `{text}` in its place, so this PDF is tagged but not PDF/UA.")
        made = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=when)
    return made if isinstance(made, bytes) else b""
