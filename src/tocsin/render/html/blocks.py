"""Each block of the outline in HTML. `key` is unique on the page and names what the block needs named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tocsin.core.documents import outline as o
from tocsin.render.base import CALLOUT_WORDS, CHECK_WORDS
from tocsin.render.html.figures import bars, ladder, tree
from tocsin.render.html.text import escape, inline

KEPT_ROWS, LONG_WORD = 12, 28


def _entries(items: tuple[o.Item, ...], name: str) -> str:
    inner = "".join(
        f"<li>{inline(item.text)}{_entries(item.items, name) if item.items else ''}</li>" for item in items
    )
    return f"<{name}>{inner}</{name}>"


def _check(check: o.Check, key: str) -> str:
    more = " · ".join(
        part for part in (check.owner and f"owner: {check.owner}", check.due and f"due: {check.due}") if part
    )
    who = f'<span class="who">{escape(more)}</span>' if more else ""
    note = f'<br><span class="soft small">{inline(check.note)}</span>' if o.plain(check.note) else ""
    what = f'<span class="what">{inline(check.text)}{note}</span>{who}'
    if check.state == "blank":
        return f'<li><label for="{key}"><input type="checkbox" id="{key}">{what}</label></li>'
    word = f"{'✓' if check.state == 'done' else '✗'} {CHECK_WORDS[check.state]}"
    return f'<li><div class="row"><span class="mark {check.state}">{word}</span>{what}</div></li>'


def _checklist(block: o.Checklist, key: str) -> str:
    title = f'<p class="title">{escape(block.title)}</p>' if block.title else ""
    rows = "".join(_check(check, f"{key}-{at}") for at, check in enumerate(block.items))
    return f'{title}<ul class="checks">{rows}</ul>'


def width_class(share: float) -> str:
    """Widths are classes in steps of 1 %, since the page's policy forbids style attributes."""
    return f"w{max(1, min(100, round(100 * share)))}"


def _on_paper(block: o.Table) -> str:
    """How paper treats a table: a short one stays whole, and words too long for a column are broken."""
    words = (word for row in block.rows for text in row for word in o.plain(text).split())
    whole = " whole" if len(block.rows) <= KEPT_ROWS else ""
    return whole + (" long" if any(len(word) > LONG_WORD for word in words) else "")


def _table(block: o.Table, key: str) -> str:
    total = sum(column.width for column in block.columns) or 1
    cols = "".join(f'<col class="{width_class(column.width / total)}">' for column in block.columns)
    sides = [f' class="{column.align}"' if column.align != "left" else "" for column in block.columns]
    heads = "".join(
        f'<th scope="col"{side}>{inline(column.title) or "&nbsp;"}</th>'
        for column, side in zip(block.columns, sides, strict=True)
    )
    rows = []
    for row in block.rows:
        cells = [f"<td{side}>{inline(text)}</td>" for text, side in zip(row, sides, strict=True)]
        if block.row_heads:
            cells[0] = f'<th scope="row"{sides[0]}>{inline(row[0])}</th>'
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = f'<caption id="{key}-c">{escape(block.caption)}</caption>' if block.caption else ""
    heads_named = ", ".join(column.title for column in block.columns if column.title)
    name = f'aria-labelledby="{key}-c"' if block.caption else f'aria-label="Table: {escape(heads_named)}"'
    return (
        f'<div class="scroll{_on_paper(block)}" tabindex="0" role="group" {name}>'
        f"<table>{caption}<colgroup>{cols}</colgroup><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _definitions(block: o.DefinitionList, key: str) -> str:
    del key
    rows = "".join(f"<dt>{inline(d.term)}</dt><dd>{inline(d.text)}</dd>" for d in block.items)
    return f'<dl class="defs">{rows}</dl>'


def _callout(block: o.Callout, key: str) -> str:
    inner = "".join(render_block(part, f"{key}-{at}") for at, part in enumerate(block.blocks))
    word = CALLOUT_WORDS[block.kind]
    return (
        f'<div class="callout {block.kind}" role="note" aria-label="{word}: {escape(block.title)}">'
        f'<p class="head"><span class="kind">{word}</span>{escape(block.title)}</p>{inner}</div>'
    )


def _copyable(title: str, channel: str, body: str, key: str, more: tuple[str, str] = ("", "")) -> str:
    where = f'<span class="soft small">{escape(channel)}</span>' if channel else ""
    name = escape(title)
    button = (
        f'<button type="button" hidden data-copy="{key}-b" data-name="{name}" aria-label="Copy: {name}">'
        "Copy</button>"
    )
    tall = ' class="tall" tabindex="0"' if body.count("\n") > 18 or len(body) > 1800 else ""
    return (
        f'<div class="say" role="group" aria-label="{name}">'
        f'<div class="bar"><b>{name}</b>{where}{button}</div>{more[0]}'
        f'<pre id="{key}-b"{tall}>{escape(body)}</pre>{more[1]}</div>'
    )


def _script(block: o.Script, key: str) -> str:
    subject = (
        f'<p class="subject"><span class="soft">Subject:</span> {escape(block.subject)}</p>'
        if block.subject
        else ""
    )
    listed = "".join(
        f'<li><code>{escape(v.name)}</code> <span class="soft">{escape(v.meaning)}</span></li>'
        for v in block.variables
    )
    variables = f'<ul aria-label="Blanks">{listed}</ul>' if listed else ""
    return _copyable(block.title, block.channel, block.body, key, (subject, variables))


def _prompt(block: o.Prompt, key: str) -> str:
    return _copyable(block.title, "", block.body, key)


def _choices(field: o.Field, key: str) -> str:
    """A few choices are radio buttons, which also print; many are a list."""
    if len(field.choices) > 6:
        options = "".join(
            f"<option{' selected' if choice == field.value else ''}>{escape(choice)}</option>"
            for choice in field.choices
        )
        return f'<select id="{key}" name="{key}"><option value="">Choose</option>{options}</select>'
    radios = "".join(
        f'<label for="{key}-{at}"><input type="radio" id="{key}-{at}" name="{key}"'
        f"{' checked' if choice == field.value else ''}>{escape(choice)}</label>"
        for at, choice in enumerate(field.choices)
    )
    return f'<div class="choices" role="radiogroup" aria-label="{escape(field.label)}">{radios}</div>'


def _control(field: o.Field, key: str) -> str:
    if field.kind == "choice":
        return _choices(field, key)
    if field.kind == "long":
        return f'<textarea id="{key}" name="{key}" rows="4">{escape(field.value)}</textarea>'
    given = f' value="{escape(field.value)}"' if field.value else ""
    return f'<input type="{field.kind}" id="{key}" name="{key}"{given}>'


def _field(field: o.Field, key: str) -> str:
    hint = f'<span class="soft small">{escape(field.hint)}</span>' if field.hint else ""
    words = f"{escape(field.label)}{hint}"
    radios = field.kind == "choice" and len(field.choices) <= 6
    label = f'<span class="label">{words}</span>' if radios else f'<label for="{key}">{words}</label>'
    return f'<div class="row">{label}{_control(field, key)}</div>'


def _form(block: o.Form, key: str) -> str:
    rows = "".join(_field(field, f"{key}-{field.id}") for field in block.fields)
    return (
        f'<p class="title" id="{key}-f">{escape(block.title)}</p>'
        f'<div class="form" role="group" aria-labelledby="{key}-f">{rows}</div>'
    )


def _signatures(block: o.Signatures, key: str) -> str:
    del key
    blank = '<span class="blank"></span>'
    seats = "".join(
        f'<div><b>{escape(s.name) or "Name:"}</b><br><span class="soft">{escape(s.role)}</span><br>'
        f'<span class="small">Date: {escape(s.date) or blank}</span></div>'
        for s in block.items
    )
    return f'<div class="signs" role="group" aria-label="Signatures">{seats}</div>'


def _figures(block: o.KeyFigures, key: str) -> str:
    del key
    wide = " wide" if any(len(figure.value) > 8 for figure in block.items) else ""
    cells = "".join(
        f"<div><dt>{escape(f.label)}</dt>"
        f'<dd class="v{" pen" if f.value == "–" else ""}">{escape(f.value)}</dd>'
        + (f'<dd class="soft small">{escape(f.note)}</dd>' if f.note else "")
        + "</div>"
        for f in block.items
    )
    return f'<dl class="figures{wide}">{cells}</dl>'


def _quote(block: o.Quote, key: str) -> str:
    del key
    source = f"<footer>{escape(block.source)}</footer>" if block.source else ""
    return f"<blockquote><p>{inline(block.text)}</p>{source}</blockquote>"


WRITERS: dict[type, Callable[[Any, str], str]] = {
    o.Paragraph: lambda block, key: f"<p>{inline(block.text)}</p>",
    o.Bullets: lambda block, key: _entries(block.items, "ul"),
    o.Numbered: lambda block, key: _entries(block.items, "ol"),
    o.PageBreak: lambda block, key: '<div class="page-break"></div>',
    o.Checklist: _checklist, o.Table: _table, o.DefinitionList: _definitions, o.Callout: _callout,
    o.Script: _script, o.Prompt: _prompt, o.Form: _form, o.Signatures: _signatures, o.KeyFigures: _figures,
    o.Quote: _quote, o.DecisionTree: tree, o.Ladder: ladder, o.BarChart: bars,
}  # fmt: skip


def render_block(block: o.Block, key: str) -> str:
    """One block."""
    return WRITERS[type(block)](block, key)
