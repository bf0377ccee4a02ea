"""Which document sections show which requirement: read from the documents themselves."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from tools.requirement_ids import requirements

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "tocsin" / "core" / "documents"


def shown_by_sections() -> dict[str, dict[str, list[str]]]:
    """Requirement id to document module to section ids: `shows=` in the code, and the file's own list."""
    shown: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for path in sorted(FOLDER.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                _collect(call, path.relative_to(ROOT).as_posix(), shown)
    for requirement in requirements():
        for section in requirement.sections:
            shown[requirement.id].setdefault("requirements.yaml", []).append(f"`{section}`")
    return shown


def _collect(call: ast.Call, place: str, shown: dict[str, dict[str, list[str]]]) -> None:
    keyword = next((k.value for k in call.keywords if k.arg == "shows"), None)
    if not isinstance(keyword, ast.Tuple | ast.List):
        return
    section = next((a.value for a in call.args[:1] if isinstance(a, ast.Constant)), None)
    for element in keyword.elts:
        if isinstance(element, ast.Constant) and isinstance(element.value, str):
            names = shown[element.value].setdefault(place, [])
            if section and f"`{section}`" not in names:
                names.append(f"`{section}`")
