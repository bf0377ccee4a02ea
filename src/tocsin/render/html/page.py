"""The HTML page around the blocks: head, contents, policy line, and a content policy of hashes only."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from tocsin.core.documents import outline as o
from tocsin.render.base import DARK, LIGHT, generated, heading, signed_facts, stamp
from tocsin.render.html.blocks import render_block
from tocsin.render.html.text import css_string, escape, inline

HERE = Path(__file__).parent
MARGINS = {"a4": "A4", "letter": "letter"}


@cache
def _asset(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _tokens(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def _print_page(document: o.Document) -> str:
    """Page size and running foot for paper: the policy line and the page's number (B1)."""
    return (
        f"@page{{size:{MARGINS[document.paper]};margin:20mm 20mm 22mm;"
        f"@bottom-left{{content:{css_string(stamp(document))};font:8pt sans-serif;color:{LIGHT['soft']}}}"
        f'@bottom-right{{content:"Page " counter(page) " of " counter(pages);font:8pt sans-serif;'
        f"color:{LIGHT['soft']}}}}}"
    )


def _style(document: o.Document, body: str) -> str:
    widths = sorted({int(found) for found in re.findall(r'<col class="w(\d+)">', body)})
    return "".join((
        f":root{{color-scheme:light dark;{_tokens(LIGHT)}}}",
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_tokens(DARK)}}}}}",
        "@media print{:root{color-scheme:light}}",
        _asset("style.css"),
        "".join(f".w{share}{{width:{share}%}}" for share in widths),
        _print_page(document),
    ))  # fmt: skip


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _contents(document: o.Document, sections: tuple[o.Section, ...], number: tuple[int, ...] = ()) -> str:
    lines = []
    for at, section in enumerate(sections, start=1):
        here = (*number, at)
        inner = _contents(document, section.children, here) if section.children and len(here) < 2 else ""
        title = escape(heading(document, here, section.title))
        lines.append(f'<li><a href="#{section.id}">{title}</a>{inner}</li>')
    return f"<ol>{''.join(lines)}</ol>"


def _section(document: o.Document, number: tuple[int, ...], section: o.Section) -> str:
    name = f"h{min(6, len(number) + 1)}"
    title = escape(heading(document, number, section.title))
    shows = f' data-shows="{escape(" ".join(section.shows))}"' if section.shows else ""
    blocks = "".join(render_block(block, f"{section.id}--{at}") for at, block in enumerate(section.blocks))
    link = f'<a class="anchor" href="#{section.id}" aria-label="Link to {escape(section.title)}">#</a>'
    return f'<{name} id="{section.id}"{shows}>{title}{link}</{name}>\n{blocks}\n'


def _head(document: o.Document) -> str:
    facts = (*document.facts, *signed_facts(document))
    rows = "".join(f"<div><dt>{escape(label)}</dt><dd>{inline(text)}</dd></div>" for label, text in facts)
    above = f'<p class="soft small">{escape(document.organisation)}</p>' if document.organisation else ""
    below = f'<p class="soft">{escape(document.subtitle)}</p>' if document.subtitle else ""
    return f'<header>{above}<h1>{escape(document.title)}</h1>{below}<dl class="facts">{rows}</dl></header>\n'


def _body(document: o.Document) -> str:
    main = _head(document) + "".join(
        _section(document, number, section) for number, section in o.walk(document.sections)
    )
    foot = f'<p class="foot">{escape(stamp(document))} · generated {generated(document)}</p>'
    contents = (
        f'<nav class="contents" aria-label="Contents"><details open><summary>Contents</summary>'
        f"{_contents(document, document.sections)}</details></nav>"
        if document.contents
        else ""
    )
    return (
        f'<a class="skip" href="#main">Skip to the text</a>'
        f'<div class="page{"" if contents else " alone"}">{contents}'
        f'<main id="main" tabindex="-1">{main}{foot}</main></div>'
        f'<div id="status" class="hide status" role="status" aria-live="polite"></div>'
    )


def page(document: o.Document) -> str:
    """The whole page as one file that asks nothing of any network."""
    body = _body(document)
    style, script = _style(document, body), _asset("script.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(document.title)}</title>\n<meta name="generator" content="Tocsin">\n'
        f'<meta name="policy" content="{escape(stamp(document))}">\n<style>{style}</style>\n</head>\n'
        f"<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )
