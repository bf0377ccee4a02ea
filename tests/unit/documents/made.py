"""Documents of the shipped presets, and what can be read in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tocsin.bootstrap import load_policy
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import build
from tocsin.core.policy.schema import Policy

MADE = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@cache
def policy(name: str = "base") -> Policy:
    return load_policy(f"preset:{name}").require()


def changed(change: Callable[[dict[str, Any]], None], name: str = "base") -> Policy:
    """The preset with a change made to its data."""
    data = policy(name).model_dump(mode="json", by_alias=True, exclude_unset=True)
    change(data)
    return Policy.model_validate(data)


@cache
def document(kind: str, name: str = "base") -> o.Document:
    return build(kind, policy(name), MADE)


def texts(thing: Any) -> Iterator[str]:
    """Every text as a reader sees it, block by block: spans of one text are joined."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple) and thing and all(isinstance(part, o.Span) for part in thing):
        yield o.plain(thing)
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name not in ("id", "shows", "state"):
                yield from texts(getattr(thing, field.name))


def said(thing: Any) -> str:
    """All of it as one text."""
    return "\n".join(texts(thing.sections if isinstance(thing, o.Document) else thing))


def section(of: o.Document, id_: str) -> o.Section:
    return next(each for _, each in o.walk(of.sections) if each.id == id_)


def blocks(thing: o.Document | o.Section, kind: type) -> list[Any]:
    """Every block of this kind, those inside callouts included."""
    found: list[Any] = []

    def look(part: Any) -> None:
        if isinstance(part, kind):
            found.append(part)
        if isinstance(part, tuple):
            for each in part:
                look(each)
        elif is_dataclass(part):
            for field in fields(part):
                look(getattr(part, field.name))

    look(thing.sections if isinstance(thing, o.Document) else thing)
    return found
