"""Inline text of an outline: plain strings, or spans that carry one meaning each.

Nothing here is markup. A renderer escapes every span for its own format, so text of a
ticket or a policy may hold HTML, Typst, Markdown or formulas and stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Style = Literal["text", "strong", "emphasis", "code", "value", "link", "severity", "level"]

SEVERITIES = ("P1", "P2", "P3", "P4")
LEVELS = ("0", "1", "2", "3", "4")
# Addresses that a reader may follow; everything else (`javascript:`, `data:`, `file:`) is refused.
SCHEMES = ("https://", "http://", "mailto:", "tel:", "#")

# Control characters break XML and PDF text; bidirectional overrides make text lie to its reader.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069\ufeff]"
)
_ANCHOR = re.compile(r"[a-z0-9][a-z0-9._-]*")


class OutlineError(ValueError):
    """The outline contradicts itself; the text says which part and what to do."""


@dataclass(frozen=True, slots=True)
class Span:
    """One run of text with one meaning.

    `value` marks a figure taken from the policy, `severity` and `level` a tag: `key` is then
    `P1`-`P4` or `0`-`4`, and the word beside the colour is always part of `text`.
    `link` has its address in `href`: `#anchor`, `https:`, `http:`, `mailto:` or `tel:`.
    """

    text: str
    style: Style = "text"
    href: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        if self.style == "link" and not self.href.lower().startswith(SCHEMES):
            raise OutlineError(f"link `{self.text}` goes to `{self.href}`; use one of {', '.join(SCHEMES)}")
        allowed = {"severity": SEVERITIES, "level": LEVELS}.get(self.style)
        if allowed and self.key not in allowed:
            raise OutlineError(
                f"{self.style} tag `{self.text}` has key `{self.key}`; use {', '.join(allowed)}"
            )


Text = str | tuple[Span, ...]
"""A string is a single plain span. A newline inside is a line break."""


def strong(text: str) -> Span:
    """Important words."""
    return Span(text, "strong")


def emphasis(text: str) -> Span:
    """Stressed words."""
    return Span(text, "emphasis")


def code(text: str) -> Span:
    """Something typed or read literally: a channel name, a criterion, a fact's id."""
    return Span(text, "code")


def value(text: str) -> Span:
    """A figure that comes from the policy (a threshold, an SLA): set in tabular figures."""
    return Span(text, "value")


def link(text: str, href: str) -> Span:
    """A link to `#anchor` in the same document or to an outside address."""
    return Span(text, "link", href=href)


def severity(key: str, word: str = "") -> Span:
    """A severity tag: `severity("P1", "critical")` reads "P1 critical"."""
    return Span(f"{key} {word}".strip(), "severity", key=key)


def level(number: int, word: str = "") -> Span:
    """A level tag: `level(3, "incident command")` reads "Level 3 incident command"."""
    return Span(f"Level {number} {word}".strip(), "level", key=str(number))


def join(*parts: str | Span) -> Text:
    """Strings and spans side by side: `join("Acknowledge within ", value("15 min"), ".")`."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


def spans(text: Text) -> Iterator[Span]:
    """The spans of a text, empty ones left out."""
    if isinstance(text, str):
        text = (Span(text),)
    return (span for span in text if span.text)


def plain(text: Text) -> str:
    """The words without their styles."""
    return "".join(span.text for span in spans(text))


def clean(raw: str) -> str:
    """The same words without what no page can carry: control characters and bidirectional overrides."""
    return _UNPRINTABLE.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))


def anchor(raw: str) -> str:
    """A stable anchor from a title or an id: `anchor("First 15 minutes") == "first-15-minutes"`."""
    slug = re.sub(r"[^a-z0-9._]+", "-", raw.lower()).strip("-._")
    return slug or "part"


def check_anchor(what: str, raw: str) -> None:
    """Refuse an empty or unprintable anchor. Raises OutlineError."""
    if not _ANCHOR.fullmatch(raw):
        raise OutlineError(
            f"{what} has the id `{raw}`; use a-z, 0-9, dot, dash and underscore, a letter or digit first"
        )
