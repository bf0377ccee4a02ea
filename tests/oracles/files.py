"""Oracle files: facts that other projects' own tests assert, read from any directory.

The format is one file per suite: `{"source": {...}, "kind": ..., "cases": [{"id", "given", "expect"
[, "convention"]}]}`. `TOCSIN_ORACLES` names the directory; the default are the `given` one beside this file
and `ours`.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GIVEN = Path(__file__).resolve().parent / "given"
OURS = GIVEN.with_name("ours")
KINDS = ("business_time", "sla_clock", "rotation", "shift_rule", "oncall_state", "ladder")
Check = Callable[[dict[str, Any], dict[str, Any], Mapping[str, Any]], list[str]]
"""Given, expected, convention to the differences; none means that we agree."""


@dataclass(frozen=True)
class Case:
    """One fact. `convention` holds the case's own choices, and the peer they come from as `peer`."""

    file: str
    kind: str
    id: str
    given: dict[str, Any]
    expect: dict[str, Any]
    convention: Mapping[str, Any]


def directories() -> tuple[Path, ...]:
    """The directories that this run judges by."""
    named = os.environ.get("TOCSIN_ORACLES")
    return (Path(named),) if named else (GIVEN, OURS)


def chosen() -> bool:
    """True when the directory was named for this run: then a kind without an adapter fails."""
    return bool(os.environ.get("TOCSIN_ORACLES"))


def cases(folder: Path) -> list[Case]:
    """Every case of every JSON file of the directory, in the order of the files' names."""
    return [case for path in sorted(folder.glob("*.json")) for case in _of(path)]


def _of(path: Path) -> list[Case]:
    suite = json.loads(path.read_text(encoding="utf-8"))
    peer = suite.get("source", {}).get("repo", "")
    return [
        Case(
            path.stem,
            suite["kind"],
            case["id"],
            case["given"],
            case["expect"],
            {"peer": peer, **(case.get("convention") or {})},
        )
        for case in suite["cases"]
    ]


def has_adapter(kind: str) -> bool:
    """True when this kind has a module here."""
    return importlib.util.find_spec(_module(kind)) is not None


def adapter(kind: str) -> Check:
    """The check of a kind. Raises LookupError with what to write when there is none."""
    if not has_adapter(kind):
        raise LookupError(
            f"no adapter for kind `{kind}`: write tests/oracles/kind_{kind}.py with "
            "`check(given, expect, convention) -> list[str]`"
        )
    check: Check = importlib.import_module(_module(kind)).check
    return check


def _module(kind: str) -> str:
    return f"tests.oracles.kind_{kind}"
