"""The commands in the documentation run as they are written, and print what the page shows.

A fenced block after `<!-- run -->` is run line by line: each `$ tocsin …` must end with 0 (or with the code
in `<!-- run: exit 1 -->`), and each other line of the block must stand in its output; `…` is anything.
`$ export NAME=VALUE` holds for the rest of the page. A block after `<!-- file: NAME -->` is written to that
file first. One page is one working directory.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"<!-- (run|file)(?:: ([^>]+?))? -->\n+```[^\n]*\n(.*?)```", re.S)
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    if BLOCK.search(page.read_text(encoding="utf-8"))
)


@dataclass(frozen=True)
class Command:
    """One command of a page, the code it ends with, and the lines that it shows."""

    line: str
    code: int
    shown: tuple[str, ...]


def commands_of(block: str, code: int) -> list[Command]:
    """The block's commands, each with the lines below it."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip() and found:
            found[-1][1].append(line)
    return [Command(line, code, tuple(shown)) for line, shown in found]


def run(command: Command, folder: Path, env: dict[str, str]) -> None:
    """Run it; what it shows must stand in what it prints, in that order. `export` changes `env`."""
    words = shlex.split(command.line)
    if words[0] == "export":
        env.update(word.split("=", 1) for word in words[1:])
        return
    assert words[0] == "tocsin", f"only tocsin is run from a page, not `{words[0]}`"
    call = [sys.executable, "-m", "tocsin.cli", *words[1:]]
    done = subprocess.run(call, cwd=folder, env=env, capture_output=True, text=True, check=False)
    printed = squeezed(done.stdout + "\n" + done.stderr)
    assert done.returncode == command.code, f"`{command.line}` ended with {done.returncode}:\n{printed}"
    at = 0
    for line in command.shown:
        for part in filter(None, (squeezed(p).strip() for p in line.split("…"))):
            found = printed.find(part, at)
            assert found >= 0, f"`{command.line}` does not print `{part}`, but:\n{printed}"
            at = found + len(part)


def squeezed(text: str) -> str:
    """Text with runs of blanks as one, so that a page may be narrower than a terminal."""
    return re.sub(r"[ \t]+", " ", text)


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_run_as_written(page: str, tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    text = (ROOT / page).read_text(encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}
    for kind, detail, body in BLOCK.findall(text):
        if kind == "file":
            target = tmp_path / detail.strip()
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, encoding="utf-8")
            continue
        code = int(detail.removeprefix("exit").strip()) if detail else 0
        for command in commands_of(body, code):
            run(command, tmp_path, env)
