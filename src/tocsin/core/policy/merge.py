"""One policy out of several files: `include:` joins parts, `extends:` lays an overlay on a base."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tocsin.core.model.finding import Finding, Position
from tocsin.core.policy.source import Parsed, Path, Places, Source, is_level, parse

MAX_FILES = 200
Read = Callable[[str, str], Source | Finding]
"""Reads a file by the name written in the policy, relative to the file that names it."""


@dataclass
class _Joiner:
    read: Read
    findings: list[Finding] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)

    def tree(self, source: Source, trail: tuple[str, ...] = ()) -> Parsed:
        """The file with everything that it includes and extends."""
        self.sources.append(source)
        own = parse(source)
        self.findings += own.findings
        trail = (*trail, source.name)
        own = self._included(own, source, trail)
        base = own.data.pop("extends", None)
        if base is None:
            return own
        below = self._follow(base, ("extends",), own.places, source, trail)
        return overlay(below, own) if below else own

    def _included(self, own: Parsed, source: Source, trail: tuple[str, ...]) -> Parsed:
        names = own.data.pop("include", [])
        for index, name in enumerate(names if isinstance(names, list) else [names]):
            path = ("include", index) if isinstance(names, list) else ("include",)
            part = self._follow(name, path, own.places, source, trail)
            if part:
                own = self._join(own, part, ())
        return own

    def _follow(
        self, name: Any, path: Path, places: Places, source: Source, trail: tuple[str, ...]
    ) -> Parsed | None:
        at = places.find(path)
        if not isinstance(name, str):
            return self._none("include", f"`{path[0]}` names files", at, "write file names", str(path[0]))
        if len(self.sources) >= MAX_FILES:
            return self._none("include", f"more than {MAX_FILES} files", at, "join some", str(path[0]))
        found = self.read(name, source.name)
        if isinstance(found, Finding):
            self.findings.append(replace(found, at=at, path=str(path[0])))
            return None
        if found.name in trail:
            way = " → ".join([*trail, found.name])
            return self._none("include", f"files include each other: {way}", at, "cut the circle", name)
        return self.tree(found, trail)

    def _none(self, rule: str, message: str, at: Position, help_: str, path: str) -> Parsed | None:
        self.findings.append(Finding(rule, message, at, help_, path=path))
        return None

    def _join(self, one: Parsed, two: Parsed, path: Path) -> Parsed:
        """Both mappings' keys; a key that both give a plain value stands twice, which is an error."""
        data = self._joined(one.data, two.data, one.places, two.places, path)
        one.places.values = {**two.places.values, **one.places.values}
        one.places.keys = {**two.places.keys, **one.places.keys}
        return Parsed(data, one.places, [])

    def _joined(self, a: Any, b: Any, pa: Places, pb: Places, path: Path) -> Any:
        result = dict(a)
        for key, value in b.items():
            where = (*path, _key(path, key))
            if key not in result:
                result[key] = value
            elif isinstance(result[key], dict) and isinstance(value, dict):
                result[key] = self._joined(result[key], value, pa, pb, where)
            else:
                first = pa.key(where)
                text = f"`{'.'.join(map(str, where))}` also stands in {first}"
                self.findings.append(
                    Finding("duplicate-key", text, pb.key(where), "keep one of the two", related=(first,))
                )
        return result


def _key(path: Path, key: str) -> str | int:
    return int(key) if is_level(path, key) else key


def overlay(base: Parsed, top: Parsed) -> Parsed:
    """The base changed by the top: mappings are laid over each other, the rest is replaced, null removes."""
    gone: set[Path] = set()
    data = _laid(base.data, top.data, (), gone)
    values = {**_without(base.places.values, gone), **top.places.values}
    keys = {**_without(base.places.keys, gone), **top.places.keys}
    return Parsed(data, Places(values, keys, top.places.fallback), [])


def _without(places: dict[Path, Position], gone: set[Path]) -> dict[Path, Position]:
    """The places that still mean something: nothing below a value that the overlay replaced."""
    if not gone:
        return places
    return {
        path: at for path, at in places.items() if not any(path[:end] in gone for end in range(len(path) + 1))
    }


def _laid(base: Any, top: Any, path: Path, gone: set[Path]) -> Any:
    if not (isinstance(base, dict) and isinstance(top, dict)):
        gone.add(path)
        return top
    result = dict(base)
    for key, value in top.items():
        where = (*path, _key(path, key))
        if value is None:
            result.pop(key, None)
            gone.add(where)
        else:
            result[key] = _laid(base[key], value, where, gone) if key in base else _without_null(value)
    if base.keys() <= top.keys():
        # The overlay names every key of the base: its order is meant (segments, routes, rungs).
        return {key: result[key] for key in top if key in result}
    return result


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_null(v) for k, v in value.items() if v is not None}
    return value


def assemble(root: Source, read: Read) -> tuple[Parsed, tuple[Source, ...]]:
    """The whole policy as plain data with places and findings, and the files it came from."""
    joiner = _Joiner(read)
    whole = joiner.tree(root)
    return Parsed(whole.data, whole.places, joiner.findings), tuple(joiner.sources)
