"""Text in HTML: every character of the document is escaped on its way in."""

from __future__ import annotations

from html import escape as _escape

from tocsin.core.documents import outline as o

_WRAPS = {"strong": "strong", "emphasis": "em", "code": "code"}


def escape(raw: str) -> str:
    """Text for an element or a quoted attribute."""
    return _escape(raw, quote=True)


def _breaks(raw: str) -> str:
    return escape(raw).replace("\n", "<br>")


def tag_class(span: o.Span) -> str:
    """The class that colours a tag: severity by its hue, levels without one."""
    return span.key.lower() if span.style == "severity" else "lvl"


def span(part: o.Span) -> str:
    """One span."""
    words = _breaks(part.text)
    if part.style in _WRAPS:
        return f"<{_WRAPS[part.style]}>{words}</{_WRAPS[part.style]}>"
    if part.style == "value":
        return f'<span class="value">{words}</span>'
    if part.style in ("severity", "level"):
        return f'<span class="tag {tag_class(part)}">{words}</span>'
    if part.style == "link":
        outside = "" if part.href.startswith("#") else ' rel="noopener noreferrer"'
        return f'<a href="{escape(part.href)}"{outside}>{words}</a>'
    return words


def inline(text: o.Text) -> str:
    """Spans one after the other."""
    return "".join(map(span, o.spans(text)))


def css_string(raw: str) -> str:
    """A CSS string literal: everything but letters, digits and spaces as a code point."""
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\{ord(c):x} " for c in raw) + '"'
