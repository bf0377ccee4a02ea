"""The requirement ids, read from `requirements/requirements.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "requirements" / "requirements.yaml"


@dataclass(frozen=True)
class Requirement:
    """One demand: its id, our words for it, and the faces of the product that must show it."""

    id: str
    text: str
    faces: tuple[str, ...]
    group: str
    sections: tuple[str, ...] = field(default=())


@lru_cache(maxsize=1)
def requirements() -> tuple[Requirement, ...]:
    """Every requirement, in the order of the file."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        _requirement(row, group["title"]) for group in data["groups"] for row in group["requirements"]
    )


def _requirement(row: dict[str, Any], title: str) -> Requirement:
    return Requirement(row["id"], row["text"], tuple(row["faces"]), title, tuple(row.get("sections", ())))


def known_ids() -> frozenset[str]:
    """All ids that a test or a document section may name."""
    return frozenset(requirement.id for requirement in requirements())
