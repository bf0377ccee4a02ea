"""The outline: a document as data, before it has a format (design §8).

Documents are built as an outline, checked here, and handed to a renderer. Import this module alone:

    from tocsin.core.documents import outline as o
    o.Section("intake", "Intake", (o.Paragraph("..."),))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, TypeVar

from tocsin.core.documents.outline_blocks import (
    Align,
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Check,
    Checklist,
    Column,
    Definition,
    DefinitionList,
    Field,
    FieldKind,
    Figure,
    Form,
    Item,
    KeyFigures,
    Numbered,
    PageBreak,
    Paragraph,
    Prompt,
    Quote,
    Script,
    Signature,
    Signatures,
    Table,
    Variable,
    items,
)
from tocsin.core.documents.outline_figures import Bar, BarChart, DecisionTree, Ladder, Node, Rung
from tocsin.core.documents.outline_text import (
    OutlineError,
    Span,
    Text,
    anchor,
    check_anchor,
    clean,
    code,
    emphasis,
    join,
    level,
    link,
    plain,
    severity,
    spans,
    strong,
    value,
)

__all__ = [
    "Align", "Bar", "BarChart", "Block", "Bullets", "Callout", "CalloutKind", "Check", "Checklist",
    "Column", "DecisionTree", "Definition", "DefinitionList", "Document", "Field", "FieldKind",
    "Figure", "Form", "Item", "KeyFigures", "Ladder", "Node", "Numbered", "OutlineError", "PageBreak",
    "Paper", "Paragraph", "Prompt", "Quote", "Rung", "Script", "Section", "Signature", "Signatures",
    "Span", "Table", "Text", "Variable", "anchor", "as_data", "clean", "cleaned", "code", "emphasis",
    "items", "join", "level", "link", "plain", "rewrite", "severity", "spans", "strong", "value", "walk",
]  # fmt: skip

Paper = Literal["a4", "letter"]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document. Its id is its anchor; its depth is its nesting, so headings stay in order.

    `shows` lists the requirement ids that this part answers (traceability; not printed).
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    children: tuple[Section, ...] = ()
    shows: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_anchor(f"section `{self.title}`", self.id)
        if not self.title.strip():
            raise OutlineError(f"section `{self.id}` has no title")


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document (B1).

    `facts` are the head's lines (label, value); `generated_at` is aware UTC and the only time in the file;
    `policy_hash` is the full hash, pages show `short_hash`. `numbered` numbers the sections,
    `contents` asks for a table of contents. Raises OutlineError for repeated ids and dead links.
    """

    kind: str
    title: str
    policy_title: str
    policy_version: str
    policy_hash: str
    generated_at: datetime
    sections: tuple[Section, ...]
    subtitle: str = ""
    organisation: str = ""
    language: str = "en"
    paper: Paper = "a4"
    facts: tuple[tuple[str, Text], ...] = ()
    numbered: bool = True
    contents: bool = True

    def __post_init__(self) -> None:
        if self.generated_at.utcoffset() != timedelta(0):
            raise OutlineError(f"`generated_at` is `{self.generated_at.isoformat()}`; give it in UTC")
        if self.paper not in ("a4", "letter"):
            raise OutlineError(f"paper `{self.paper}` is not known; use `a4` or `letter`")
        self._check_anchors()

    def _check_anchors(self) -> None:
        seen: set[str] = set()
        for _, section in walk(self.sections):
            if section.id in seen:
                raise OutlineError(
                    f"two sections have the id `{section.id}`; ids are anchors and must differ"
                )
            seen.add(section.id)
        for span in _links(self):
            if span.href.startswith("#") and span.href[1:] not in seen:
                raise OutlineError(f"link `{span.text}` goes to `{span.href}`, which no section has")

    @property
    def short_hash(self) -> str:
        """The first twelve characters of the policy's hash, as pages show it."""
        return self.policy_hash.split(":")[-1][:12]


def walk(
    sections: tuple[Section, ...], number: tuple[int, ...] = ()
) -> Iterator[tuple[tuple[int, ...], Section]]:
    """Every section in reading order with its number: (1,), (1, 1), (1, 2), (2,) …"""
    for position, section in enumerate(sections, start=1):
        yield (*number, position), section
        yield from walk(section.children, (*number, position))


def as_data(thing: Any) -> Any:
    """The outline as plain JSON data; each part names its `type`. Times are ISO 8601 in UTC."""
    if is_dataclass(thing):
        named = {field.name: as_data(getattr(thing, field.name)) for field in fields(thing)}
        return {"type": type(thing).__name__, **named}
    if isinstance(thing, tuple):
        return [as_data(part) for part in thing]
    if isinstance(thing, datetime):
        return thing.astimezone(UTC).isoformat()
    return thing


def rewrite(thing: _T, change: Callable[[str], str], keep: frozenset[str] = frozenset()) -> _T:
    """The same outline with every string passed through `change`; fields named in `keep` stay."""
    if isinstance(thing, str):
        return change(thing)  # type: ignore[return-value]
    if isinstance(thing, tuple):
        return tuple(rewrite(part, change, keep) for part in thing)  # type: ignore[return-value]
    if is_dataclass(thing) and not isinstance(thing, type):
        named = {f.name: getattr(thing, f.name) for f in fields(thing) if f.name not in keep}
        return replace(thing, **{name: rewrite(part, change, keep) for name, part in named.items()})
    return thing


def cleaned(document: _T) -> _T:
    """The same outline with every string passed through `clean`; renderers start from this."""
    return rewrite(document, clean)


def _links(thing: object) -> Iterator[Span]:
    if isinstance(thing, Span):
        if thing.style == "link":
            yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _links(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _links(getattr(thing, field.name))
