"""The house's shape, held by machine: rooms, sizes, purity, words that must not appear."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50
CODE = ("src", "tests", "tools", "bench")
# Spelt in halves, so that this file may state what no file may say.
WORKPLACE = tuple(
    "".join(parts)
    for parts in (
        ("/wo", "rk/main"),
        ("/wo", "rk/shared"),
        ("/wo", "rk/."),
        ("farm", "-"),
        ("iss", "ues show"),
        ("/opt/", "wheels"),
        ("sandboxing", "-egress"),
    )
)
LEFT = {".venv", ".git", ".tools", "demo", "site", "dist", "build", "node_modules", ".hypothesis", ".bench"}


def python_files(*folders: str) -> list[Path]:
    return sorted(p for folder in folders for p in (ROOT / folder).rglob("*.py"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def place(path: Path, line: int = 0) -> str:
    return f"{path.relative_to(ROOT)}" + (f":{line}" if line else "")


def tracked_text() -> Iterator[tuple[Path, str]]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(p in LEFT or p.endswith("_cache") or p == "__pycache__" for p in parts)
        if hidden or not path.is_file() or path.stat().st_size > 2_000_000:
            continue
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_import_contracts_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_is_longer_than_the_cap() -> None:
    long = {
        place(p): n for p in python_files(*CODE) if (n := len(p.read_bytes().splitlines())) > MAX_FILE_LINES
    }
    assert not long, f"split these: {long}"


def test_no_function_is_longer_than_the_cap() -> None:
    long = {
        f"{place(p, f.lineno)} {f.name}": n
        for p in python_files(*CODE)
        for f in functions(p)
        if (n := (f.end_lineno or f.lineno) - f.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert not long, f"split these: {long}"


def test_core_neither_prints_nor_asks() -> None:
    calls = [
        place(path, node.lineno)
        for path in python_files("src/tocsin/core")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "input", "open", "exec", "eval", "breakpoint"}
    ]
    # The criteria compiler builds Python from a checked tree: the one place that may exec.
    outside = [c for c in calls if not c.startswith("src/tocsin/core/criteria/")]
    assert not outside, f"core is pure: {outside}"


def test_every_public_name_in_the_product_has_a_docstring() -> None:
    bare = []
    for path in python_files("src"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
        bare += [
            f"{place(path, n.lineno)} {n.name}"
            for n in nodes
            if n.name[0] != "_" and not ast.get_docstring(n)
        ]
        if not ast.get_docstring(tree):
            bare.append(f"{place(path)} (module)")
    assert not bare, f"say what these are for: {bare}"


@pytest.mark.parametrize("word", WORKPLACE, ids=range(len(WORKPLACE)))
def test_the_repo_does_not_name_the_place_it_was_written_in(word: str) -> None:
    found = [place(path) for path, text in tracked_text() if word in text]
    assert not found, f"`{word}` stands in {found}"


def test_unfinished_work_is_not_shipped() -> None:
    mark = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "coming " + "soon"]) + r")\b")
    found = [place(p) for p in python_files(*CODE) if mark.search(p.read_text(encoding="utf-8"))]
    assert not found, f"finish or remove: {found}"
