"""Typst with the fonts at hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import typst

from tocsin.render.pdf.fonts import families, folders

HERE = Path(__file__).parent


@cache
def engine(language: str) -> tuple[typst.Fonts, list[str]]:
    """The fonts, and their families in the order to try them for a language."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(folders()))
    return fonts, families(fonts.families(), language)
