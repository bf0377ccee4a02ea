"""Looks at the head of a JSON file: one object a line, one list of tickets, or pages as an API gives them."""

import json
from pathlib import Path

from tocsin.warehouse import quote

HEAD = 1 << 20
LISTS = ("tickets", "issues", "incidents", "requests", "records", "results", "result", "values", "value",
         "items", "data")  # fmt: skip
"""Under which keys help desks put the tickets of a page: Zendesk, Jira, ServiceNow, Freshservice, OData."""
ENTRY = 1 << 40
"""Records above this are numbers in a list; those below are lines."""
_SMALLEST = 16 << 20


def shape(path: str) -> str:
    """`lines`, `array` (one list), or `unstructured` (objects over many lines, or pages)."""
    with Path(path).open("rb") as handle:
        head = handle.read(HEAD)
    whole = len(head) < HEAD
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] == b"[":
        return "array"
    first, ends, rest = text.partition(b"\n")
    if not ends and not whole:
        return "unstructured"  # one very long line: a page, or a ticket that reads the same either way
    found = _object(first)
    if found is not None:
        return "unstructured" if any(isinstance(found.get(key), list) for key in LISTS) else "lines"
    others = any(_object(line) for line in rest.split(b"\n")[:20])
    return "lines" if others or not rest.strip() else "unstructured"


def objects_sql(path: str, form: str) -> str:
    """The tickets of a file that has not one a line, as `line`, in their order."""
    most = max(_SMALLEST, Path(path).stat().st_size + 1) if form == "unstructured" else _SMALLEST
    source = (
        f"read_json_objects({quote.literal(path)}, format = '{form}', compression = 'none', "
        f"maximum_object_size = {most})"
    )
    pages = " ".join(
        f"WHEN json_type(json, '$.{key}') = 'ARRAY' THEN json_extract(json, '$.{key}[*]')" for key in LISTS
    )
    # A list may gather pages, as `jq -s` does.
    tickets = f"CASE {pages} ELSE [json] END"
    return f"SELECT CAST(unnest({tickets}) AS VARCHAR) AS line FROM {source}"


def _object(line: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
