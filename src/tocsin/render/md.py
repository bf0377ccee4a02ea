"""An outline as Markdown (CommonMark with tables)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tocsin.core.documents import outline as o
from tocsin.render.base import (
    CALLOUT_WORDS,
    CHECK_WORDS,
    Options,
    band,
    branches,
    generated,
    heading,
    node_words,
    stamp,
)
from tocsin.render.md_text import cell, code, escape, fence, inline, table_lines

_ALIGN = {"left": ":--", "center": ":-:", "right": "--:"}


def _paragraph(block: o.Paragraph) -> str:
    return inline(block.text)


def _entries(items: tuple[o.Item, ...], numbered: bool, depth: int = 0) -> str:
    lines = []
    for number, item in enumerate(items, start=1):
        mark = f"{number}." if numbered else "-"
        pad = "   " if numbered else "  "
        lines.append(f"{pad * depth}{mark} {inline(item.text, ' ')}")
        if item.items:
            lines.append(_entries(item.items, numbered, depth + 1))
    return "\n".join(lines)


def _checklist(block: o.Checklist) -> str:
    lines = [f"**{escape(block.title)}**\n"] if block.title else []
    for check in block.items:
        box = "[x]" if check.state == "done" else "[ ]"
        word = CHECK_WORDS.get(check.state, "")
        more = [word, check.owner and f"owner: {check.owner}", check.due and f"due: {check.due}"]
        notes = " · ".join(escape(part) for part in more if part)
        lines.append(f"- {box} {inline(check.text, ' ')}" + (f" ({notes})" if notes else ""))
        if check.note:
            lines.append(f"  {inline(check.note, ' ')}")
    return "\n".join(lines)


def _table(block: o.Table) -> str:
    heads = [cell(column.title) for column in block.columns]
    rows = [[cell(text) for text in row] for row in block.rows]
    if block.row_heads:
        rows = [[first if "**" in first or not first else f"**{first}**", *rest] for first, *rest in rows]
    body = table_lines(heads, [_ALIGN[column.align] for column in block.columns], rows)
    return f"*{escape(block.caption)}*\n\n{body}" if block.caption else body


def _definitions(block: o.DefinitionList) -> str:
    return "\n".join(f"- **{inline(d.term, ' ')}**: {inline(d.text, ' ')}" for d in block.items)


def _callout(block: o.Callout) -> str:
    title = f"**{CALLOUT_WORDS[block.kind]}: {escape(block.title)}**"
    inner = "\n\n".join([title, *map(render_block, block.blocks)])
    return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))


def _script(block: o.Script) -> str:
    named = (("Channel", block.channel), ("Subject", block.subject))
    head = " · ".join(f"{name}: {escape(text)}" for name, text in named if text)
    parts = [f"**{escape(block.title)}**", head, fence(block.body)]
    parts.append("\n".join(f"- {code(v.name)}: {escape(v.meaning)}" for v in block.variables))
    return "\n\n".join(part for part in parts if part)


def _prompt(block: o.Prompt) -> str:
    return f"**{escape(block.title)}**\n\n{fence(block.body)}"


def _form(block: o.Form) -> str:
    lines = [f"**{escape(block.title)}**", ""]
    for field in block.fields:
        blank = escape(field.value) or " / ".join(f"[ ] {escape(choice)}" for choice in field.choices)
        hint = f" ({escape(field.hint)})" if field.hint else ""
        lines.append(f"- {escape(field.label)}{hint}: {blank or '______________'}")
    return "\n".join(lines)


def _signatures(block: o.Signatures) -> str:
    line = "______________"
    rows = [[escape(s.role), escape(s.name) or line, line, escape(s.date) or line] for s in block.items]
    return table_lines(["Role", "Name", "Signature", "Date"], ["---"] * 4, rows)


def _figures(block: o.KeyFigures) -> str:
    rows = [[escape(f.label), f"**{escape(f.value)}**", escape(f.note)] for f in block.items]
    return table_lines(["Figure", "Value", "Note"], ["---"] * 3, rows)


def _quote(block: o.Quote) -> str:
    words = "\n".join(f"> {line}" for line in inline(block.text).split("\n"))
    return f"{words}\n>\n> {escape(block.source)}" if block.source else words


def _mermaid(raw: str) -> str:
    safe = re.sub(r"""["#<>&`\\;{}\[\]()|]""", lambda m: f"#{ord(m.group())};", raw)
    return safe.replace("\n", "<br/>")


def _tree(block: o.DecisionTree) -> str:
    ids = {node.id: f"n{at}" for at, node in enumerate(block.nodes)}
    lines = ["flowchart TD"]
    for node in block.nodes:
        shape = '{{"%s"}}' if node.kind == "question" else '["%s"]'
        lines.append("  " + ids[node.id] + shape % _mermaid(node_words(node)))
        for word, target in ((block.yes, node.yes), (block.no, node.no)):
            if target:
                lines.append(f'  {ids[node.id]} -- "{_mermaid(word)}" --> {ids[target]}')
    listed = [
        "  " * depth + f"- {escape(word) + ': ' if word else ''}{escape(node_words(node))}"
        for depth, word, node in branches(block)
    ]
    return "\n\n".join((f"**{escape(block.title)}**", fence("\n".join(lines), "mermaid"), "\n".join(listed)))


def _ladder(block: o.Ladder) -> str:
    rows = [[escape(rung.at), f"**{escape(rung.who)}**", escape(rung.how)] for rung in block.rungs]
    return f"**{escape(block.title)}**\n\n" + table_lines(["When", "Who", "How"], ["---"] * 3, rows)


def _bars(block: o.BarChart) -> str:
    top = max((bar.value for bar in block.bars), default=0) or 1
    rows = [
        [escape(bar.tag.text + " " + bar.label if bar.tag else bar.label), escape(bar.display), band(bar),
         "█" * round(20 * bar.value / top)]
        for bar in block.bars
    ]  # fmt: skip
    table = table_lines(["", "Value", "Target", ""], ["---", "--:", "---", "---"], rows)
    return "\n\n".join(part for part in (f"**{escape(block.title)}**", table, inline(block.note)) if part)


WRITERS: dict[type, Callable[[Any], str]] = {
    o.Paragraph: _paragraph, o.Checklist: _checklist, o.Table: _table, o.DefinitionList: _definitions,
    o.Callout: _callout, o.Script: _script, o.Prompt: _prompt, o.Form: _form, o.Signatures: _signatures,
    o.KeyFigures: _figures, o.Quote: _quote, o.DecisionTree: _tree, o.Ladder: _ladder, o.BarChart: _bars,
    o.Bullets: lambda block: _entries(block.items, numbered=False),
    o.Numbered: lambda block: _entries(block.items, numbered=True),
    o.PageBreak: lambda block: "---",
}  # fmt: skip


def render_block(block: o.Block) -> str:
    """One block."""
    return WRITERS[type(block)](block)


def _head(document: o.Document) -> list[str]:
    lines = [f"# {inline(document.title, ' ')}"]
    lines += [inline(part, " ") for part in (document.subtitle, document.organisation) if part]
    facts = (*document.facts, ("Policy", stamp(document)), ("Generated", generated(document)))
    lines.append("\n".join(f"- **{escape(label)}**: {inline(text, ' ')}" for label, text in facts))
    return lines


def _contents(document: o.Document) -> str:
    lines = []
    for number, section in o.walk(document.sections):
        title = inline(heading(document, number, section.title), " ")
        lines.append(f"{'  ' * (len(number) - 1)}- [{title}](#{section.id})")
    return "\n".join(lines)


def render_md(document: o.Document, options: Options) -> bytes:
    """The document as UTF-8 Markdown. Headings carry our anchors, since viewers make up their own."""
    del options
    parts = _head(document)
    if document.contents:
        parts += ["**Contents**", _contents(document)]
    for number, section in o.walk(document.sections):
        title = inline(heading(document, number, section.title), " ")
        parts.append(f'<a id="{section.id}"></a>\n\n{"#" * min(6, len(number) + 1)} {title}')
        parts += map(render_block, section.blocks)
    parts += ["---", escape(stamp(document))]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()
