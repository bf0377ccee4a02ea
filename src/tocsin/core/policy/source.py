"""YAML text to plain data that remembers where each value stands.

Scalars follow YAML 1.2: `no`, `on` and `12:30` are text, because a checklist says `no` and hours say `12:30`.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from tocsin.core.model.finding import Finding, Position

Path = tuple[str | int, ...]

MAX_BYTES = 4_000_000
MAX_NODES = 200_000
MAX_DEPTH = 40

_INT = re.compile(r"[-+]?[0-9]{1,30}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_QUOTED = ("'", '"', "|", ">")
_NO_START = ("%", "@", "`", ">", "|")
_SCALARS = ("str", "int", "float", "bool", "null", "timestamp", "value")


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


class _Stop(Exception):  # noqa: N818 (control flow inside this file only)
    def __init__(self, message: str, help_: str, mark: Any = None, rule: str = "yaml") -> None:
        super().__init__(message)
        self.message, self.help, self.mark, self.rule = message, help_, mark, rule


def parse(source: Source) -> Parsed:
    """Reads one YAML file. Never raises: what cannot be read is a finding with its line and column."""
    reader = _Reader(source)
    try:
        return Parsed(reader.read(), reader.places, reader.findings)
    except _Stop as stop:
        at = reader.position(stop.mark)
        found = Finding(stop.rule, stop.message, at, stop.help)
    except yaml.YAMLError as error:
        found = _syntax(source, error)
    except (ValueError, RecursionError) as error:
        text = "the file nests too deeply" if isinstance(error, RecursionError) else "the file cannot be read"
        found = Finding("yaml", f"{text}", Position(source.name), "check the file with a YAML editor")
    return Parsed({}, reader.places, [*reader.findings, found])


def _syntax(source: Source, error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = Position(source.name, mark.line + 1, mark.column + 1) if mark else Position(source.name)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read")
    line = source.text.splitlines()[at.line - 1] if mark and at.line <= source.text.count("\n") + 1 else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        return Finding("yaml", "a tab indents this line", at, "YAML indents with spaces: replace the tab")
    char = line[at.column - 1 : at.column]
    if char in _NO_START or "chomping" in problem:
        char = char if char in _NO_START else line[: at.column - 1].strip()[-1:] or char
        text = f"a value cannot begin with `{char}`"
        return Finding("yaml", text, at, "put the value in quotes", value=line.strip()[:80])
    return Finding(
        "yaml",
        f"not valid YAML: {problem}",
        at,
        "mend the syntax here or just before",
        value=line.strip()[:80],
    )


class _Reader:
    """Turns the nodes of one file into data; counts them, so that aliases cannot explode."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.places = Places(fallback=Position(source.name))
        self.findings: list[Finding] = []
        self.nodes = 0

    def position(self, mark: Any) -> Position:
        """A parser's mark as a position that counts from 1."""
        return (
            Position(self.source.name, mark.line + 1, mark.column + 1) if mark else Position(self.source.name)
        )

    def read(self) -> dict[str, Any]:
        """The file's one mapping."""
        if len(self.source.text) > MAX_BYTES:
            raise _Stop(
                f"the file has {len(self.source.text):,} characters; a policy has at most {MAX_BYTES:,}",
                "split it with `include:`, or check that this is the right file",
            )
        _refuse_depth(self.source.text)
        loader = _LOADER(self.source.text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
        if node is None:
            raise _Stop("the file is empty", "start with `tocsin init DIR`")
        if not isinstance(node, yaml.MappingNode):
            raise _Stop(
                "the file must be a mapping of keys to values", "write `key: value` lines", node.start_mark
            )
        return self._mapping(node, ())

    def _value(self, node: Any, path: Path) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Stop(
                f"the file unfolds to more than {MAX_NODES:,} values",
                "repeat less through `*aliases`",
                node.start_mark,
            )
        if len(path) > MAX_DEPTH:
            raise _Stop(f"values nest deeper than {MAX_DEPTH} levels", "flatten this part", node.start_mark)
        self.places.values[path] = self.position(node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            self._refuse_tag(node, "seq")
            return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: Any, path: Path) -> dict[str, Any]:
        self._refuse_tag(node, "map")
        self.places.values.setdefault(path, self.position(node.start_mark))
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            where = (*path, int(key) if _is_level(path, key) else key)
            if key in found:
                first = self.places.keys[where]
                self.findings.append(
                    Finding(
                        "duplicate-key",
                        f"`{key}` stands twice in the same mapping (first in line {first.line})",
                        self.position(key_node.start_mark),
                        "keep one of the two",
                        related=(first,),
                    )
                )
                continue
            self.places.keys[where] = self.position(key_node.start_mark)
            found[key] = self._value(value_node, where)
        return found

    def _key(self, node: Any) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise _Stop("a key must be a word", "write `key: value`", node.start_mark)
        if node.value == "<<" and node.style not in _QUOTED:
            raise _Stop("merge keys (`<<`) are not read", "use `include:` or `extends:`", node.start_mark)
        return str(node.value)

    def _scalar(self, node: Any) -> Any:
        self._refuse_tag(node, *_SCALARS)
        text = node.value
        if node.style in _QUOTED:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
            return float(text)
        return text

    def _refuse_tag(self, node: Any, *allowed: str) -> None:
        tag = str(node.tag)
        if tag not in {f"tag:yaml.org,2002:{name}" for name in allowed} and tag != "!":
            raise _Stop(
                f"the tag `{tag.replace('tag:yaml.org,2002:', '!!')}` is not read",
                "write the plain value",
                node.start_mark,
            )


def _is_level(path: Path, key: str) -> bool:
    return path == ("levels",) and key.isdigit() and len(key) < 3


def _refuse_depth(text: str) -> None:
    """Composing recurses in C: the flat stream of events refuses absurd nesting before that."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _Stop(
                    f"values nest deeper than {MAX_DEPTH} levels", "flatten this part", event.start_mark
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
