"""Comparing answers with expectations: what every adapter needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


class UnknownOpError(Exception):
    """The case asks for an operation that the adapter does not know: a failure, never a skip."""

    def __init__(self, kind: str, op: object) -> None:
        super().__init__(f"unknown op `{op}` of kind `{kind}`")


def instant(text: str) -> datetime:
    """ISO 8601 with an offset or `Z`, as aware UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def same(wanted: Any, got: Any) -> bool:
    """Equal, instants as instants and not as text, within lists and records too."""
    if isinstance(got, datetime):
        return isinstance(wanted, str) and instant(wanted) == got
    if isinstance(got, list | tuple):
        return (
            isinstance(wanted, list)
            and len(wanted) == len(got)
            and all(same(w, g) for w, g in zip(wanted, got, strict=True))
        )
    if isinstance(got, dict) and isinstance(wanted, dict):
        return all(key in got and same(value, got[key]) for key, value in wanted.items())
    return bool(wanted == got)


def differences(expect: Mapping[str, Any], got: Mapping[str, Any]) -> list[str]:
    """What is asserted and not so. A field that the adapter does not answer is a difference."""
    found = []
    for name, wanted in expect.items():
        if name not in got:
            found.append(f"{name}: expected {wanted!r}, and the adapter gives no such field")
        elif not same(wanted, got[name]):
            found.append(f"{name}: expected {wanted!r}, got {_plain(got[name])!r}")
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value
