"""docs/traceability.md: each requirement with the tests, document sections and screens that show it."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tools.docs.sections import shown_by_sections
from tools.requirement_ids import Requirement, known_ids, requirements

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"\b(?:A(?:P|\d+)(?:\.\d+)?|B\d+(?:\.\d+)?)\b")
Shown = dict[str, dict[str, list[str]]]

FACES = {
    "document": ("tests/unit/documents/", "tests/unit/render/", "tests/acceptance/test_document.py"),
    "desk": (
        "tests/unit/triage/", "tests/unit/lifecycle/", "tests/unit/ladders/", "tests/unit/oncall/",
        "tests/unit/clocks/", "tests/unit/similar/", "tests/unit/worker/", "tests/unit/delivery/",
        "tests/contract/desk/", "tests/contract/store/", "tests/faults/", "tests/web/", "tests/api/",
        "tests/acceptance/test_triage.py", "tests/acceptance/test_night.py", "tests/acceptance/test_desk",
        "tests/acceptance/test_oncall.py", "tests/acceptance/test_worker.py",
    ),
    "history": ("tests/unit/history/", "tests/contract/history/", "tests/acceptance/test_calibrate.py"),
}  # fmt: skip
"""Where the tests of each face stand: a test of the schema alone shows no face."""

HEAD = """# Traceability

Made by `make docs-write` from `requirements/requirements.yaml`, the `req` markers of the tests, the sections
of the documents and the commands' own help. Do not edit it by hand.
"""


def pages() -> dict[str, str]:
    """The one page of this module."""
    return {"docs/traceability.md": render(shown_by_tests(), shown_by_sections(), shown_by_screens())}


def render(tests: Shown, sections: Shown, screens: Shown) -> str:
    """The page as Markdown, in the order of the requirements file."""
    everything = (tests, sections, screens)
    bare = [r for r in requirements() if not any(r.id in shown for shown in everything)]
    untested = [r for r in requirements() if r.id not in tests and r not in bare]
    total = len(requirements())
    shown, tested = total - len(bare), total - len(bare) - len(untested)
    lines = [HEAD, f"{shown} of {total} requirements are shown by something, {tested} of them by a test.", ""]
    lines += _short_list("Nothing shows these yet", bare) + _short_list("Shown, but by no test yet", untested)
    lines += _faces(tests, sections)
    group = ""
    for requirement in requirements():
        if requirement.group != group:
            group = requirement.group
            lines += [f"## {group}", ""]
        lines += _entry(requirement, tests, sections, screens)
    return "\n".join(lines).rstrip() + "\n"


def _faces(tests: Shown, sections: Shown) -> list[str]:
    """Which face of which requirement is still to be shown: the policy may say it and nothing run yet."""
    lines = ["## Faces that nothing shows yet", ""]
    for face, homes in FACES.items():
        wanted = [r for r in requirements() if face in r.faces]
        open_ = [r.id for r in wanted if not _has_face(r.id, face, homes, tests, sections)]
        names = ", ".join(open_) or "none"
        lines += [f"- **{face}**: {len(wanted) - len(open_)} of {len(wanted)} are shown. Not yet: {names}"]
    return [*lines, ""]


def _has_face(id_: str, face: str, homes: tuple[str, ...], tests: Shown, sections: Shown) -> bool:
    told = any(place.startswith(homes) for place in tests.get(id_, {}))
    return told or (face == "document" and id_ in sections)


def _short_list(title: str, entries: list[Requirement]) -> list[str]:
    rows = [f"- **{r.id}** {r.text} ({', '.join(r.faces)})" for r in entries] or ["- none"]
    return [f"## {title}", "", *rows, ""]


def _entry(requirement: Requirement, tests: Shown, sections: Shown, screens: Shown) -> list[str]:
    lines = [f"### {requirement.id}", "", f"{requirement.text} *Faces: {', '.join(requirement.faces)}.*", ""]
    for label, shown in (("Tests", tests), ("Document sections", sections), ("Commands", screens)):
        for place, names in sorted(shown.get(requirement.id, {}).items()):
            lines.append(f"- {label}: `{place}`" + (f": {', '.join(names)}" if names else ""))
    if not any(requirement.id in shown for shown in (tests, sections, screens)):
        lines.append("- nothing yet")
    return [*lines, ""]


def shown_by_tests(folder: Path = ROOT / "tests") -> Shown:
    """Requirement id to test file to test names, read from the markers without running anything."""
    shown: Shown = defaultdict(dict)
    for path in sorted(folder.rglob("test_*.py")):
        for name, ids in _marked(ast.parse(path.read_text(encoding="utf-8"))):
            for requirement in ids:
                shown[requirement].setdefault(path.relative_to(folder.parent).as_posix(), []).append(
                    f"`{name}`"
                )
    return shown


def _marked(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    module_ids = [i for node in tree.body for i in _assigned_ids(node)]
    for node in tree.body:
        members = [node]
        outer = module_ids
        if isinstance(node, ast.ClassDef):
            outer = [*module_ids, *_decorator_ids(node)]
            members = [*node.body]
        for member in members:
            if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef) and member.name.startswith("test"):
                ids = sorted({*outer, *_decorator_ids(member)})
                if ids:
                    yield member.name, ids


def _assigned_ids(node: ast.stmt) -> list[str]:
    is_mark = isinstance(node, ast.Assign) and any(
        isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets
    )
    return _ids_in(node) if is_mark else []


def _decorator_ids(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> list[str]:
    return [i for decorator in node.decorator_list for i in _ids_in(decorator)]


def _ids_in(node: ast.AST) -> list[str]:
    """The string arguments of every `….req(...)` call below this node."""
    calls = [c for c in ast.walk(node) if isinstance(c, ast.Call) and isinstance(c.func, ast.Attribute)]
    marks = [c for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr == "req"]
    return [
        a.value for c in marks for a in c.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
    ]


def shown_by_screens(folder: Path = ROOT / "src" / "tocsin" / "cli") -> Shown:
    """Requirement id to command: the ids that a command's own docstrings cite."""
    shown: Shown = defaultdict(dict)
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.FunctionDef | ast.ClassDef)]
        for text in (ast.get_docstring(n) or "" for n in nodes):
            for requirement in known_ids().intersection(NAMED.findall(text)):
                shown[requirement][path.relative_to(ROOT).as_posix()] = []
    return shown
