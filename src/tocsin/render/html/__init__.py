"""An outline as one self-contained HTML page."""

from tocsin.core.documents import outline as o
from tocsin.render.base import Options
from tocsin.render.html.page import page


def render_html(document: o.Document, options: Options) -> bytes:
    """The document as a UTF-8 page that works offline, without scripts, on paper, by keyboard (A11, A12)."""
    del options
    return page(document).encode()
