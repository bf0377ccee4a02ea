"""JSON files of an export to records: pages of an API are opened, kinds are told by content."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.policy.source import Source
from tocsin.exchange.record import Record, each

RULE = "export"
MOST = 50_000
Kind = Callable[[dict[str, Any]], str]
"""Tells the vendor's word for an object by its fields; "" when it is not known."""
_DEEPEST = 200


def read_export(sources: Iterable[Source], wraps: dict[str, str], kind: Kind) -> list[Record]:
    """All objects of the files. `wraps` are the keys under which the API returns objects of a kind.

    Raises Refused with place and help when a file is no JSON, or holds nothing that can be read.
    """
    found: list[Record] = []
    for source in sources:
        records = [_placed(r, source) for r in _opened(_json(source), wraps, kind, 0)]
        if not records:
            known = ", ".join(f"`{key}`" for key in wraps)
            raise _refused(source, "it holds no objects", f"it may hold {known}, or a list of objects")
        found += records
        if len(found) > MOST:
            raise _refused(source, f"more than {MOST:,} objects", "import one team at a time")
    return found


def _json(source: Source) -> Any:
    try:
        return json.loads(source.text)
    except json.JSONDecodeError as error:
        at = Position(source.name, error.lineno, error.colno)
        text = "the file is empty" if not source.text.strip() else f"not valid JSON: {error.msg.lower()}"
        raise Refused(Finding(RULE, text, at, "give the reply of the API as it came")) from None
    except (RecursionError, ValueError):
        raise _refused(
            source, "values nest too deep, or a number is too long", "give the API's reply"
        ) from None


def _refused(source: Source, message: str, help_: str) -> Refused:
    return Refused(Finding(RULE, message, Position(source.name), help_))


def _opened(value: Any, wraps: dict[str, str], kind: Kind, depth: int) -> Iterable[Record]:
    """The objects in a reply: a list, a page, or one object; GraphQL's `data` and `nodes` too."""
    if depth > _DEEPEST:
        return
    for item in each(value):
        if _goes_on(item):
            yield Record("page", {"name": "of the reply"})
        inside = [key for key in ("data", *wraps) if isinstance(item.get(key), dict | list)]
        if (known := kind(item)) and "data" not in inside:
            yield Record(known, item)
        elif not inside:
            yield from _nodes(item, wraps, kind, depth)
        for key in inside if not known or "data" in inside else ():
            yield from _wrapped(item, key, wraps, kind, depth)


def _goes_on(item: dict[str, Any]) -> bool:
    """True for one page of several: each vendor says it in its own way."""
    paging, info = item.get("paging"), item.get("pageInfo")
    later = isinstance(paging, dict) and paging.get("next")
    onward = isinstance(info, dict) and info.get("hasNextPage") is True
    follows = isinstance(item.get("next"), str) and "results" in item
    return bool(later or onward or follows or (item.get("more") is True and "limit" in item))


def _nodes(item: dict[str, Any], wraps: dict[str, str], kind: Kind, depth: int) -> Iterable[Record]:
    for key in ("nodes", "results"):
        if isinstance(item.get(key), list):
            yield from _opened(item[key], wraps, kind, depth + 1)
            return
    if item:
        yield Record("object", item)


def _wrapped(
    item: dict[str, Any], key: str, wraps: dict[str, str], kind: Kind, depth: int
) -> Iterable[Record]:
    value = item[key]
    if key == "data":
        yield from _opened(value, wraps, kind, depth + 1)
        return
    if isinstance(value, dict) and isinstance(value.get("nodes"), list):
        if _goes_on(value):
            yield Record("page", {"name": key})
        value = value["nodes"]
    yield from (Record(wraps[key], one) for one in each(value))


def _placed(record: Record, source: Source) -> Record:
    """The record with the line on which its id stands first: near enough to find it."""
    id_ = record.data.get("id")
    found = re.search(rf'"id"\s*:\s*"?{re.escape(str(id_))}\b', source.text) if record.id else None
    line = source.text.count("\n", 0, found.start()) + 1 if found else 1
    return Record(record.kind, record.data, source.name, line)
