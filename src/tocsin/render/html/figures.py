"""Decision trees, ladders and bars in HTML: SVG without styles of its own, and the same thing in words."""

from __future__ import annotations

from tocsin.core.documents import outline as o
from tocsin.render.base import band, branches, node_words
from tocsin.render.html.text import escape, inline, span, tag_class
from tocsin.render.layout import LEADING, PAD, Box, Label, Line, Strip, draw_tree

TREE_WIDTH, TREE_SIZE = 700.0, 11.0


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _line(line: Line, top: float) -> str:
    taken = " taken" if line.taken else ""
    x, y = line.x2, line.y2 + top
    svg = f'<path class="edge{taken}" d="M{_n(line.x1)} {_n(line.y1 + top)}L{_n(x)} {_n(y)}"/>'
    if not line.arrow:
        return svg
    right = line.y1 == line.y2
    wings = ((x - 7, y - 3.5), (x - 7, y + 3.5)) if right else ((x - 3.5, y - 7), (x + 3.5, y - 7))
    points = " ".join(f"{_n(px)},{_n(py)}" for px, py in ((x, y), *wings))
    return f'{svg}<polygon class="head{taken}" points="{points}"/>'


def _box(box: Box, top: float) -> str:
    kind = f"{box.kind} taken" if box.taken else box.kind
    parts = [
        f'<rect class="{kind}" x="{_n(box.x)}" y="{_n(box.y + top)}" width="{_n(box.w)}" height="{_n(box.h)}"'
        f' rx="{8 if box.kind == "question" else 3}"/>'
    ]
    x, y = _n(box.x + PAD), box.y + top + PAD + TREE_SIZE
    step = LEADING * TREE_SIZE
    if box.tag:
        parts.append(
            f'<text class="tagged {tag_class(box.tag)}" x="{x}" y="{_n(y)}">{escape(box.tag.text)}</text>'
        )
        y += step
    weight = ' class="bold"' if box.kind == "outcome" else ""
    for at, words in enumerate(box.lines):
        parts.append(f'<text{weight} x="{x}" y="{_n(y + at * step)}">{escape(words)}</text>')
    return "".join(parts)


def _label(label: Label, top: float) -> str:
    taken = " taken" if label.taken else ""
    return f'<text class="word{taken}" x="{_n(label.x)}" y="{_n(label.y + top)}">{escape(label.text)}</text>'


def _strip(strip: Strip, top: float) -> str:
    return "".join(
        [_line(line, top) for line in strip.lines]
        + [_box(box, top) for box in strip.boxes]
        + [_label(label, top) for label in strip.labels]
    )


def _nested(block: o.DecisionTree) -> str:
    """The tree as nested lists."""
    html, open_lists = [], 0
    for depth, word, node in branches(block):
        while open_lists > depth + 1:
            html.append("</li></ul>")
            open_lists -= 1
        html.append("<ul>" if open_lists == depth else "</li>")
        open_lists = depth + 1
        lead = f"<b>{escape(word)}:</b> " if word else ""
        html.append(f"<li>{lead}{escape(node_words(node))}")
    return "".join(html) + "</li></ul>" * open_lists


def tree(block: o.DecisionTree, key: str) -> str:
    """A decision tree as a picture that scrolls in its own box, and as a list to read aloud."""
    drawing = draw_tree(block, TREE_WIDTH, TREE_SIZE)
    top, strips = 0.0, []
    for strip in drawing.strips:
        strips.append(_strip(strip, top))
        top += strip.height
    name = escape(block.title)
    svg = (
        f'<svg viewBox="-2 -2 {_n(drawing.width + 4)} {_n(top + 4)}" role="img" aria-labelledby="{key}-t">'
        f'<title id="{key}-t">{name}: drawn as a decision tree; the same in words follows</title>'
        f"{''.join(strips)}</svg>"
    )
    return (
        f'<figure><figcaption class="title">{name}</figcaption>'
        f'<div class="scroll tree" tabindex="0" role="group" aria-label="{name}">{svg}</div>'
        f'<details class="words"><summary>The same in words</summary>{_nested(block)}</details></figure>'
    )


def ladder(block: o.Ladder, key: str) -> str:
    """A ladder as an ordered list along a line."""
    del key
    rungs = "".join(
        f'<li><span class="at num">{escape(rung.at)}</span><span><b>{escape(rung.who)}</b>'
        + (f'<br><span class="soft small">{escape(rung.how)}</span>' if rung.how else "")
        + "</span></li>"
        for rung in block.rungs
    )
    return f'<p class="title">{escape(block.title)}</p><ol class="ladder">{rungs}</ol>'


def _bar(bar: o.Bar, top: float) -> str:
    goal = ""
    if bar.low is not None or bar.high is not None:
        start, end = 100 * (bar.low or 0) / top, 100 * min(1, (top if bar.high is None else bar.high) / top)
        goal = f'<rect class="goal" x="{_n(start)}%" y="0" width="{_n(max(0, end - start))}%" height="14"/>'
    fill = f'<rect class="fill" x="0" y="3" width="{_n(100 * bar.value / top)}%" height="8" rx="2"/>'
    tag = span(bar.tag) + " " if bar.tag else ""
    return (
        f'<tr><th scope="row">{tag}{escape(bar.label)}</th>'
        f'<td><svg aria-hidden="true">{goal}{fill}</svg></td>'
        f'<td class="right num"><b>{escape(bar.display)}</b></td><td class="soft small">{band(bar)}</td></tr>'
    )


def bars(block: o.BarChart, key: str) -> str:
    """Bars as a table: the numbers are there for every reader, the bar is decoration."""
    top = max([1e-9, *(max(bar.value, bar.high or 0) for bar in block.bars)])
    rows = "".join(_bar(bar, top) for bar in block.bars)
    heads = "".join(
        f'<th scope="col"><span class="hide">{word}</span></th>'
        for word in ("What", "Bar", "Value", "Target")
    )
    note = f'<p class="soft small">{inline(block.note)}</p>' if o.plain(block.note) else ""
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-labelledby="{key}-c"><table class="bars">'
        f'<caption id="{key}-c">{escape(block.title)}</caption>'
        f'<colgroup><col class="w30"><col class="w40"><col><col></colgroup>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{note}"
    )
