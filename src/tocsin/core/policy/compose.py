"""YAML events to nodes, without recursion and without guessing types.

The library's own composer recurses once a level, resolves every scalar against the types of YAML 1.1, and
reads `no` as false. Here a node is what stands in the file; `source.py` says what it means.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_DEPTH = 40
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What YAML does not allow, and marks that turn the reading direction around without being seen."""


_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Stop(Exception):  # noqa: N818 (control flow between this file and source.py)
    """The file cannot be read on: what is wrong, what to do, and where (from 0)."""

    def __init__(
        self, message: str, help_: str, at: tuple[int, int] | None = None, rule: str = "yaml"
    ) -> None:
        super().__init__(message)
        self.message, self.help, self.at, self.rule = message, help_, at, rule


@dataclass(slots=True)
class Node:
    """A scalar (`text`), a list (`items`) or a mapping (`pairs`); `at` is line and column from 0."""

    at: tuple[int, int]
    tag: str | None = None
    style: str | None = None
    text: str | None = None
    items: list["Node"] | None = None
    pairs: list[tuple["Node", "Node"]] | None = None


@dataclass
class _Open:
    """A list or mapping whose end has not come yet."""

    node: Node
    key: Node | None = None


@dataclass
class _Composer:
    root: Node | None = None
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    documents: int = 0

    def feed(self, event: Any) -> None:
        """Takes one event of the parser."""
        if isinstance(event, yaml.ScalarEvent):
            self._add(Node(_mark(event), event.tag, event.style, text=event.value), event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            self._add(self._meant(event), None)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise Stop("a second document begins here", "keep one document in a file", _mark(event))

    def _begin(self, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise Stop(f"values nest deeper than {MAX_DEPTH} levels", "flatten this part", _mark(event))
        node = Node(_mark(event), event.tag)
        if isinstance(event, yaml.SequenceStartEvent):
            node.items = []
        else:
            node.pairs = []
        self._add(node, event.anchor)
        self.stack.append(_Open(node))

    def _meant(self, event: Any) -> Node:
        node = self.anchors.get(event.anchor)
        if node is None:
            raise Stop(
                f"`*{event.anchor}` repeats nothing", f"no `&{event.anchor}` stands before it", _mark(event)
            )
        if any(part.node is node for part in self.stack):
            raise Stop(
                f"`*{event.anchor}` stands inside what it repeats", "write the value out", _mark(event)
            )
        return node

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if top.node.items is not None:
            top.node.items.append(node)
        elif top.key is None:
            top.key = node
        elif top.node.pairs is not None:
            top.node.pairs.append((top.key, node))
            top.key = None


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line, event.start_mark.column


def refuse_unseen(text: str, at: tuple[int, int]) -> None:
    """Raises Stop for a character that an escape has smuggled into a value."""
    if unseen := _UNSEEN.search(text):
        raise _no_character(unseen[0], at)


def _no_character(char: str, at: tuple[int, int]) -> Stop:
    return Stop(f"`{ascii(char)[1:-1]}` is no character of a text", "remove it", at)


def compose(text: str) -> Node | None:
    """The one document of a file; None when it is empty. Raises Stop or yaml.YAMLError."""
    if unseen := _UNSEEN.search(text):
        ends = [found.end() for found in _BREAK.finditer(text, 0, unseen.start())]
        raise _no_character(unseen[0], (len(ends), unseen.start() - (ends[-1] if ends else 0)))
    composer = _Composer()
    loader = _LOADER(text)
    try:
        while loader.check_event():
            composer.feed(loader.get_event())
    finally:
        loader.dispose()
    return composer.root
