"""One entry for every format. Libraries are imported when a format is asked for, never before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tocsin.core.documents import outline as o
from tocsin.render.base import Options, RenderError

Renderer = Callable[[o.Document, Options], bytes]
EXTRA = {"typst": "PDF", "fontpkg_inter": "PDF", "docx": "DOCX", "pptx": "PPTX", "lxml": "DOCX"}


def _md(document: o.Document, options: Options) -> bytes:
    from tocsin.render.md import render_md

    return render_md(document, options)


def _html(document: o.Document, options: Options) -> bytes:
    from tocsin.render.html import render_html

    return render_html(document, options)


def _pdf(document: o.Document, options: Options) -> bytes:
    from tocsin.render.pdf import render_pdf

    return render_pdf(document, options)


def _docx(document: o.Document, options: Options) -> bytes:
    from tocsin.render.docx import render_docx

    return render_docx(document, options)


def _pptx(document: o.Document, options: Options) -> bytes:
    from tocsin.render.pptx import render_pptx

    return render_pptx(document, options)


RENDERERS: dict[str, Renderer] = {"md": _md, "html": _html, "pdf": _pdf, "docx": _docx, "pptx": _pptx}
FORMATS = tuple(RENDERERS)


def render(document: o.Document, format: str, options: Options | None = None) -> bytes:
    """The document as `md`, `html`, `pdf`, `docx` or `pptx`; the same document gives the same bytes.

    Raises RenderError for an unknown format and when a library of the extra `documents` is not installed.
    """
    renderer = RENDERERS.get(format)
    if renderer is None:
        raise RenderError(f"no format `{format}`; use one of {', '.join(FORMATS)}")
    options = options or Options()
    document = o.cleaned(replace(document, paper=options.paper or document.paper))
    try:
        return renderer(document, options)
    except ImportError as error:
        missing = (error.name or "").split(".")[0]
        if missing not in EXTRA:
            raise
        help_ = 'run `pip install "tocsin[documents]"`'
        raise RenderError(f"{format.upper()} needs `{missing}`, which is not installed; {help_}") from error
