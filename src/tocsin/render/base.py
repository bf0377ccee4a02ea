"""What every renderer shares: options, errors, the words of the frame, and the colours of the house."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

from tocsin.core.documents import outline as o

CALLOUT_WORDS = {"notice": "Notice", "warning": "Warning", "critical": "Critical"}
CHECK_WORDS = {"done": "Done", "open": "Missing"}

# Light colours, each at least 4.5:1 on the page and on a card (WCAG AA); severity hues tag severity only.
LIGHT = {
    "bg": "#f6f7f9", "card": "#ffffff", "ink": "#16181d", "soft": "#565f6d", "line": "#e3e6eb",
    "rule": "#8a93a1", "accent": "#3346d3", "accent-ink": "#ffffff", "p1": "#b42318", "p2": "#a84f08",
    "p3": "#7a6000", "p4": "#2f609b", "ok": "#17724a",
}  # fmt: skip
DARK = {
    "bg": "#0f1115", "card": "#171a21", "ink": "#e8eaf0", "soft": "#9aa4b2", "line": "#272c36",
    "rule": "#6b7585", "accent": "#8b9bff", "accent-ink": "#0f1115", "p1": "#ff8a80", "p2": "#ffb057",
    "p3": "#e6c84f", "p4": "#86b4f2", "ok": "#5fd39a",
}  # fmt: skip


class RenderError(Exception):
    """The document cannot be rendered; the text says why and what to do."""


def _warn(text: str) -> None:
    warnings.warn(text, stacklevel=2)


@dataclass(frozen=True, slots=True)
class Options:
    """How to render. `paper` overrides the document's own; `notice` hears what a reader should know.

    A notice is one sentence, such as characters that no font at hand can draw. Unheard, it is a warning.
    """

    paper: o.Paper | None = None
    notice: Callable[[str], None] = _warn


def short(text: str, most: int) -> str:
    """The text on one line, cut at a word where it is longer than `most` characters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    words = text[: most - 1].rsplit(" ", 1)[0] if " " in text[: most - 1] else text[: most - 1]
    return f"{words.rstrip()}…"


def stamp(document: o.Document) -> str:
    """The line that every page bears: policy title, version and short hash, on one line (B1)."""
    title, version = short(document.policy_title, 60), short(document.policy_version, 24)
    return f"{title} · version {version} · {document.short_hash}"


def heading(document: o.Document, number: tuple[int, ...], title: str) -> str:
    """A section's title with its number where the document numbers its sections: "2.1 Severity"."""
    return f"{'.'.join(map(str, number))} {title}" if document.numbered else title


def generated(document: o.Document) -> str:
    """When the file was made, to the minute, in UTC."""
    return document.generated_at.strftime("%Y-%m-%d %H:%M UTC")


def signed_facts(document: o.Document) -> tuple[tuple[str, str], ...]:
    """The last lines of every head: which policy speaks, and when the file was made (B1).

    A head that states its `Version` itself is not told it twice.
    """
    stated = any(name == "Version" for name, _ in document.facts)
    return (
        *(() if stated else (("Policy version", document.policy_version),)),
        ("Policy hash", document.short_hash),
        ("Generated", generated(document)),
    )


def branches(tree: o.DecisionTree) -> list[tuple[int, str, o.Node]]:
    """A tree as indented lines: (depth, edge's word, node). A question met again is not unfolded twice."""
    nodes = {node.id: node for node in tree.nodes}
    lines: list[tuple[int, str, o.Node]] = []
    seen: set[str] = set()
    stack = [(0, "", tree.nodes[0].id)]
    while stack:
        depth, word, key = stack.pop()
        node = nodes[key]
        lines.append((depth, word, node))
        if node.kind == "question" and key not in seen:
            stack += [(depth + 1, tree.no, node.no), (depth + 1, tree.yes, node.yes)]
        seen.add(key)
    return lines


def node_words(node: o.Node) -> str:
    """A node's words, tag first: "Level 3: page the incident commander"."""
    return f"{node.tag.text}: {node.text}" if node.tag else node.text


def band(bar: o.Bar) -> str:
    """A bar's target band in words, or nothing."""
    if bar.low is None and bar.high is None:
        return ""
    if bar.low is None:
        return f"target up to {bar.high:g}"
    return f"target {bar.low:g} or more" if bar.high is None else f"target {bar.low:g} to {bar.high:g}"
