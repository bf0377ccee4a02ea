"""Small pieces of HTML: every text from a policy or an export is escaped on its way in."""

import re
from collections.abc import Iterable, Sequence
from html import escape as _escape

_CODE = re.compile("`([^`]+)`")


def escape(text: object) -> str:
    """Text for an element or an attribute; control characters become spaces, figures keep their sign."""
    clean = "".join(c if c.isprintable() or c == "\n" else " " for c in str(text))
    return _escape(clean, quote=True).replace(" %", "\u00a0%")


def tag(severity: str) -> str:
    """A severity with its hue and its word."""
    return f'<span class="tag {escape(severity.lower())}">{escape(severity)}</span>'


def level(number: object) -> str:
    """A level as a tag."""
    return f'<span class="tag lvl">Level {escape(number)}</span>'


def met(target: bool, words: str) -> str:
    """A verdict: the word says it, the colour repeats it."""
    return f'<span class="{"met" if target else "off"}">{escape(words)}</span>'


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], right: str = "", name: str = "", css: str = ""
) -> str:
    """A table of finished cells; the first cell of a row heads it. `right` has `r` for figures."""
    aligned = [' class="r"' if n < len(right) and right[n] == "r" else "" for n in range(len(heads))]
    head = "".join(
        f'<th scope="col"{a}>{h}</th>' if h else f"<td{a}></td>" for h, a in zip(heads, aligned, strict=True)
    )
    body = "".join(_row(row, aligned) for row in rows)
    label = f'<caption class="hide">{escape(name)}</caption>' if name else ""
    style = f' class="{css}"' if css else ""
    inner = f"<table{style}>{label}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return scroll(inner, name or "Table")


def scroll(inner: str, name: str) -> str:
    """A box that scrolls by itself on a small screen, and with the keyboard."""
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(name)}">{inner}</div>'


def _row(row: Sequence[str], aligned: Sequence[str]) -> str:
    first = f'<th scope="row"{aligned[0]}>{row[0]}</th>'
    rest = "".join(
        cell if cell.startswith("<td") else f"<td{a}>{cell}</td>"
        for cell, a in zip(row[1:], aligned[1:], strict=True)
    )
    return f"<tr>{first}{rest}</tr>"


def card(id_: str, title: str, *parts: str, css: str = "") -> str:
    """A section of the page."""
    inner = "".join(parts)
    return (
        f'<section class="card{" " + css if css else ""}" aria-labelledby="{id_}">'
        f'<h2 id="{id_}">{escape(title)}</h2>{inner}</section>'
    )


def paragraph(text: str, css: str = "soft small") -> str:
    """A paragraph of plain text; what stands in backticks is shown as code."""
    style = f' class="{css}"' if css else ""
    inner = _CODE.sub(r"<code>\1</code>", escape(text))
    return f"<p{style}>{inner}</p>"
