"""YAML text to plain data that remembers where each value stands.

Scalars follow YAML 1.2: `no`, `on` and `12:30` are text, because a checklist says `no` and hours say `12:30`.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from tocsin.core.model.finding import Finding, Position
from tocsin.core.policy.compose import MAX_DEPTH, Node, Stop, compose, refuse_unseen
from tocsin.core.policy.syntax import syntax_finding

Path = tuple[str | int, ...]

MAX_BYTES = 4_000_000
MAX_NODES = 200_000

_INT = re.compile(r"[-+]?[0-9]{1,30}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_QUOTED = ("'", '"', "|", ">")
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class Source:
    """A file of the policy: `name` as the user would open it, and its text."""

    name: str
    text: str


@dataclass
class Places:
    """Where each value stands: paths to positions, of the value and of its key."""

    values: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)
    fallback: Position = field(default_factory=lambda: Position("policy.yaml"))

    def find(self, path: Path) -> Position:
        """The position of the value at `path`, or of the nearest part that encloses it."""
        for end in range(len(path), -1, -1):
            if found := self.values.get(path[:end]):
                return found
        return self.fallback

    def key(self, path: Path) -> Position:
        """The position of the key that names `path`."""
        return self.keys.get(path) or self.find(path)


@dataclass
class Parsed:
    """What one source says, where, and what is wrong with it."""

    data: dict[str, Any]
    places: Places
    findings: list[Finding]


def parse(source: Source) -> Parsed:
    """Reads one YAML file. Never raises: what cannot be read is a finding with its line and column."""
    reader = _Reader(source)
    try:
        return Parsed(reader.read(), reader.places, reader.findings)
    except Stop as stop:
        found = Finding(stop.rule, stop.message, reader.position(stop.at), stop.help)
    except yaml.YAMLError as error:
        found = syntax_finding(source.name, source.text, error)
    return Parsed({}, reader.places, [*reader.findings, found])


class _Reader:
    """Turns the nodes of one file into data; counts them, so that aliases cannot explode."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.places = Places(fallback=Position(source.name))
        self.findings: list[Finding] = []
        self.nodes = 0

    def position(self, at: tuple[int, int] | None) -> Position:
        """A parser's mark as a position that counts from 1."""
        return Position(self.source.name, at[0] + 1, at[1] + 1) if at else Position(self.source.name)

    def read(self) -> dict[str, Any]:
        """The file's one mapping."""
        if len(self.source.text) > MAX_BYTES:
            raise Stop(
                f"the file has {len(self.source.text):,} characters; a policy has at most {MAX_BYTES:,}",
                "split it with `include:`, or check that this is the right file",
            )
        node = compose(self.source.text)
        if node is None:
            raise Stop("the file is empty", "start with `tocsin init DIR`")
        if node.pairs is None:
            raise Stop("the file must be a mapping of keys to values", "write `key: value` lines", node.at)
        return self._mapping(node, node.pairs, ())

    def _value(self, node: Node, path: Path) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            what = f"the file unfolds to more than {MAX_NODES:,} values"
            raise Stop(what, "repeat less through `*aliases`", node.at)
        if len(path) > MAX_DEPTH:  # aliases can nest deeper than what is written
            raise Stop(f"values nest deeper than {MAX_DEPTH} levels", "flatten this part", node.at)
        self.places.values[path] = self.position(node.at)
        if node.text is not None:
            return _scalar(node, node.text)
        if node.items is not None:
            _refuse_tag(node, "seq")
            return [self._value(item, (*path, index)) for index, item in enumerate(node.items)]
        return self._mapping(node, node.pairs or [], path)

    def _mapping(self, node: Node, pairs: list[tuple[Node, Node]], path: Path) -> dict[str, Any]:
        _refuse_tag(node, "map")
        self.places.values.setdefault(path, self.position(node.at))
        found: dict[str, Any] = {}
        for key_node, value_node in pairs:
            key = _key(key_node)
            where = (*path, int(key) if is_level(path, key) else key)
            if key in found:
                self._twice(key, key_node, where)
                continue
            self.places.keys[where] = self.position(key_node.at)
            found[key] = self._value(value_node, where)
        return found

    def _twice(self, key: str, node: Node, where: Path) -> None:
        first = self.places.keys[where]
        text = f"`{key[:80]}` stands twice in the same mapping (first in line {first.line})"
        at = self.position(node.at)
        self.findings.append(Finding("duplicate-key", text, at, "keep one of the two", related=(first,)))


def _key(node: Node) -> str:
    if node.text is None:
        raise Stop("a key must be a word", "write `key: value`", node.at)
    if node.text == "<<" and node.style not in _QUOTED:
        raise Stop("merge keys (`<<`) are not read", "use `include:` or `extends:`", node.at)
    refuse_unseen(node.text, node.at)
    return node.text


def _scalar(node: Node, text: str) -> Any:
    _refuse_tag(node, "str", "int", "float", "bool", "null", "timestamp")
    if node.style == '"':
        refuse_unseen(text, node.at)
    if node.style in _QUOTED or node.tag == f"{_TAG}str":
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text


def _refuse_tag(node: Node, *allowed: str) -> None:
    if node.tag not in (None, "!") and node.tag not in {f"{_TAG}{name}" for name in allowed}:
        shown = node.tag.replace(_TAG, "!!")[:80]
        raise Stop(f"the tag `{shown}` is not read", "write the plain value", node.at)


def is_level(path: Path, key: str) -> bool:
    """True when the key names a level, which is a number however it is written."""
    return path == ("levels",) and key.isascii() and key.isdigit() and len(key) < 3
