"""Text in Markdown: escaped so that it can only ever be text."""

from __future__ import annotations

import re

from tocsin.core.documents import outline as o

_ALWAYS = re.compile(r"([\\`*\[\]<>|~$])")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\s*)(#+(?=\s|$)|[+-](?=\s|$)|[-=]{2,}|\d+[.)](?=\s|$))", re.MULTILINE)
_EDGES = re.compile(r"[ \t]*\n[ \t]*")


def escape(raw: str) -> str:
    """Plain text that Markdown shows as it is."""
    raw = _ENTITY.sub("&amp;", _UNDERSCORE.sub(r"\\_", _ALWAYS.sub(r"\\\1", raw)))
    return _LINE_START.sub(_shield, _EDGES.sub("\n", raw.replace("\t", " ")))


def _shield(match: re.Match[str]) -> str:
    """A list number is shielded at its dot, everything else at its last sign."""
    space, mark = match.groups()
    return f"{space}{mark[:-1]}\\{mark[-1]}"


def code(raw: str, *, in_table: bool = False) -> str:
    """Literal text in a code span. In a table a pipe ends the cell even inside code, unless shielded."""
    raw = raw.replace("\n", " ").replace("|", "\\|" if in_table else "|")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", raw)), default=0))
    pad = " " if raw.startswith("`") or raw.endswith("`") else ""
    return f"{fence}{pad}{raw}{pad}{fence}"


def _span(span: o.Span, in_table: bool) -> str:
    if span.style == "code":
        return code(span.text, in_table=in_table)
    words = escape(span.text)
    if span.style == "link":
        return f"[{words}](<{span.href.replace('<', '%3C').replace('>', '%3E').replace(chr(10), '')}>)"
    lead, core, trail = re.fullmatch(r"(\s*)(.*?)(\s*)", words, re.DOTALL).groups()  # type: ignore[union-attr]
    wrap = {"strong": "**", "severity": "**", "level": "**", "emphasis": "*"}.get(span.style, "")
    return f"{lead}{wrap}{core}{wrap}{trail}" if core and wrap else words


def inline(text: o.Text, line_break: str = "\\\n", *, in_table: bool = False) -> str:
    """Spans one after the other; line breaks written as asked."""
    return "".join(_span(span, in_table) for span in o.spans(text)).strip().replace("\n", line_break)


def cell(text: o.Text) -> str:
    """A table cell: no raw newline."""
    return inline(text, "<br>", in_table=True)


def fence(raw: str, language: str = "text") -> str:
    """Literal text in a fence longer than any run of backticks in it."""
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", raw)), default=0))
    return f"{ticks}{language}\n{raw.rstrip()}\n{ticks}"


def table_lines(heads: list[str], aligns: list[str], rows: list[list[str]]) -> str:
    """A table from finished cells."""
    lines = [heads, aligns, *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
