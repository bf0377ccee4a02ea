"""The outline as the JSON that the Typst pages read: drawings laid out, long words given places to break."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from tocsin.core.documents import outline as o
from tocsin.render.base import LIGHT, band, branches, node_words, short, signed_facts, stamp
from tocsin.render.columns import fit
from tocsin.render.layout import draw_tree

TREE_WIDTH = 470.0  # points: a little less than the text of the narrower paper
TABLE_WIDTH = 481.0  # points: A4 between margins of 20 mm; on US Letter columns grow in proportion
_LONG = re.compile(r"[!-~]{25,}")
_JOINT = re.compile(r"(?<=[/._@:=&?,;|-])(?=\w)")


def document_json(document: o.Document, fonts: list[str]) -> str:
    """All that the pages need, as JSON."""
    data = o.as_data(document)
    data["sections"] = [
        _section(section, raw) for section, raw in _pairs(document.sections, data["sections"])
    ]
    language, _, region = document.language.partition("-")
    facts = (*document.facts, *signed_facts(document))
    entries = sum(len(number) <= 2 for number, _ in o.walk(document.sections))
    data |= {
        "facts": o.as_data(facts), "stamp": stamp(document), "colours": LIGHT, "fonts": fonts,
        "lang": language, "region": region or None, "long": entries > 14,
        "entries": entries, "head": [short(document.title, 60), short(document.organisation, 40)],
        "title_size": _title_size(document.title),
    }  # fmt: skip
    return json.dumps(_breakable(data), ensure_ascii=False)


def _title_size(title: str) -> float:
    """Points: the longer the title, the smaller, so that it never fills the page."""
    return next((size for most, size in ((60, 24.0), (140, 18.0), (300, 13.0)) if len(title) <= most), 10.0)


def _pairs(parts: tuple[Any, ...], raw: list[Any]) -> zip[tuple[Any, Any]]:
    return zip(parts, raw, strict=True)


def _section(section: o.Section, raw: dict[str, Any]) -> dict[str, Any]:
    raw["blocks"] = [_block(block, data) for block, data in _pairs(section.blocks, raw["blocks"])]
    raw["children"] = [_section(child, data) for child, data in _pairs(section.children, raw["children"])]
    return raw


def _block(block: o.Block, raw: dict[str, Any]) -> dict[str, Any]:
    if isinstance(block, o.DecisionTree):
        drawing = draw_tree(block, TREE_WIDTH)
        raw["drawing"] = asdict(drawing) | {"height": drawing.height}
        lines = [
            f"{word}: {node_words(node)}" if word else node_words(node) for _, word, node in branches(block)
        ]
        raw["words"] = f"{block.title}. " + ". ".join(lines)
    elif isinstance(block, o.Paragraph):
        raw["short"] = len(o.plain(block.text)) < 160
    elif isinstance(block, o.BarChart):
        for bar, data in _pairs(block.bars, raw["bars"]):
            data["band"] = band(bar)
    elif isinstance(block, o.Table):
        raw |= _table(block)
    elif isinstance(block, o.Script | o.Prompt):
        raw["whole"] = len(block.body) < 1500 and block.body.count("\n") < 20
    elif isinstance(block, o.Callout):
        raw["blocks"] = [_block(inner, data) for inner, data in _pairs(block.blocks, raw["blocks"])]
    return raw


def _table(block: o.Table) -> dict[str, Any]:
    widths = fit(block, TABLE_WIDTH, 9.2, 6)
    sizes = [len(o.plain(text)) for row in block.rows for text in row]
    return {
        "widths": [round(width, 2) for width in widths.points],
        "hyphenate": not widths.whole,
        # A row stays whole unless it could not fit a page anyway; so does a short table.
        "tall": max(sizes, default=0) > 900,
        "whole": len(block.rows) <= 8 and sum(sizes) < 1000,
    }


def _breakable(thing: Any, key: str = "") -> Any:
    """Zero-width spaces inside very long words, so that no cell cuts them off; never in links and ids."""
    if isinstance(thing, dict):
        return {name: _breakable(part, name) for name, part in thing.items()}
    if isinstance(thing, list):
        return [_breakable(part, key) for part in thing]
    if isinstance(thing, str) and key not in ("href", "id", "type", "style", "words", "policy_hash"):
        return _LONG.sub(_soften, thing)
    return thing


def _soften(match: re.Match[str]) -> str:
    joints = _JOINT.sub("\u200b", match.group())
    return "".join(re.sub(r"(.{20})(?=.)", "\\1\u200b", part) for part in re.split("(\u200b)", joints))
