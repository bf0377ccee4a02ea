"""A policy part as YAML: short values on one line, every text safe to read back."""

import re
from datetime import date
from typing import Any

from tocsin.core.history.draft_text import quoted

WIDTH = 108
_DAY = re.compile(r"[a-z]+(-[a-z]+)?")


def yaml_text(part: dict[str, Any], head: str) -> str:
    """The part with a comment at its head; parts that are empty are left out."""
    lines = [f"# {line}".rstrip() for line in head.splitlines()]
    for key, value in part.items():
        if value:
            lines += ["", *_block(key, value, 0)] if isinstance(value, dict) else [f"{key}: {_flow(value)}"]
    return "\n".join(lines) + "\n"


def _block(key: str, value: Any, depth: int) -> list[str]:
    """`key: {…}` where it fits and is no section itself; else one line for each thing inside."""
    pad = "  " * depth
    line = f"{pad}{_key(key)}: {_flow(value)}"
    if depth and (len(line) <= WIDTH or not isinstance(value, dict | list)):
        return [line]
    if isinstance(value, dict):
        inside = [text for name, item in value.items() for text in _block(name, item, depth + 1)]
        return [f"{pad}{_key(key)}:", *inside]
    if not isinstance(value, list):
        return [line]
    return [f"{pad}{_key(key)}:", *(f"{pad}  - {_flow(item)}" for item in value)]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    return quoted(str(value))


def _key(key: str) -> str:
    return key if _DAY.fullmatch(key) else quoted(key)
