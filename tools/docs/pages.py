"""The list of generated pages: path inside the repo to text."""

from __future__ import annotations

from pathlib import Path

from tools.docs import commands, criteria, lifecycle, lint, presets, schema, traceability

ROOT = Path(__file__).resolve().parents[2]
GENERATORS = (
    traceability.pages,
    schema.pages,
    lint.pages,
    presets.pages,
    criteria.pages,
    commands.pages,
    lifecycle.pages,
)


def generated_pages() -> dict[str, str]:
    """Every generated page, made anew in memory. Same code, same text."""
    pages: dict[str, str] = {}
    for generator in GENERATORS:
        pages.update(generator())
    return pages


def stale_pages(pages: dict[str, str]) -> list[str]:
    """The paths whose file is missing or says something else."""
    return sorted(name for name, text in pages.items() if _on_disk(name) != text)


def _on_disk(name: str) -> str | None:
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.is_file() else None
