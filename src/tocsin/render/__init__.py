"""An outline as Markdown, HTML, PDF, DOCX or PPTX."""

from tocsin.render.base import Options, RenderError
from tocsin.render.registry import FORMATS, render

__all__ = ["FORMATS", "Options", "RenderError", "render"]
