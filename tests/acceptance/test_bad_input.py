"""Bad input ends with words and a place: exit 1 or 2, no traceback, nothing half-written, in bounded time."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.bad_inputs import BAD, Bad
from tests.acceptance.call import tocsin
from tocsin.cli import COMMANDS
from tocsin.core.policy.lint.example import TEXT

SECONDS = 60
PLACE = re.compile(r"^\S.*?:\d+:\d+: (error|warning|note): ", re.MULTILINE)
BY_ID = {bad.id: bad for bad in BAD}
FEW = ("binary", "broken-yaml", "unknown-key", "anchor-bomb")
"""The inputs that every command is given."""


def run(*words: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The real program, in a process of its own."""
    command = [sys.executable, "-m", "tocsin.cli", *words]
    return subprocess.run(
        command,
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=SECONDS,
        check=False,
    )


def made(bad: Bad, tmp_path: Path) -> Path:
    """The folder `p` that holds the bad policy."""
    folder = tmp_path / "p"
    folder.mkdir()
    bad.make(folder)
    return folder


@pytest.mark.parametrize("bad", BAD, ids=[bad.id for bad in BAD])
def test_check_says_what_is_wrong_and_where(
    bad: Bad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(bad, tmp_path)
    monkeypatch.chdir(tmp_path)
    done = tocsin("check", "p")
    said = done.out + done.err
    assert done.code == bad.code, said
    assert bad.says in said
    assert bad.at in said
    if bad.code:
        assert PLACE.search(said), said
    assert len(said) < 20_000


def calls(folder: str) -> dict[str, list[str]]:
    """One call of each command that reads a policy, with everything else in order."""
    return {
        "check": ["check", folder],
        "test": ["test", folder],
        "triage": ["triage", folder, "--facts", "-"],
        "explain": ["explain", folder, "wide"],
        "diff": ["diff", "good.yaml", folder],
        "calibrate": ["calibrate", folder, "history.csv", "--mapping", "map.yaml", "-o", "out"],
        "document": ["document", folder, "--kind", "protocol", "-o", "out.md"],
    }


@pytest.mark.parametrize("command", calls(""))
@pytest.mark.parametrize("name", FEW)
def test_every_command_refuses_a_bad_policy(command: str, name: str, tmp_path: Path) -> None:
    made(BY_ID[name], tmp_path)
    (tmp_path / "good.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "history.csv").write_text("number,opened\nA1,2026-01-01T00:00:00Z\n", encoding="utf-8")
    (tmp_path / "map.yaml").write_text("ticket: number\n", encoding="utf-8")
    before = sorted(p.name for p in tmp_path.iterdir())
    done = run(*calls("p")[command], cwd=tmp_path, stdin="{}")
    assert done.returncode in (1, 2), done.stdout + done.stderr
    assert PLACE.search(done.stdout + done.stderr), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", [c for c in COMMANDS if c != "schema"])
def test_every_command_without_arguments_or_with_unknown_ones_explains_itself(
    name: str, tmp_path: Path
) -> None:
    done = run(name, "--no-such-option", cwd=tmp_path)
    assert done.returncode == 2
    assert "No such option" in done.stderr or "no such option" in done.stderr.lower()
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_command_suggests_the_nearest(tmp_path: Path) -> None:
    done = run("chekc", cwd=tmp_path)
    assert done.returncode == 2
    assert "did you mean `check`?" in done.stderr


def test_a_file_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    name = os.fsdecode(b"p\xff\x1b[31m.yaml")
    done = run("check", name, cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no file" in done.stderr
    assert "\x1b[31m" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(TEXT, encoding="utf-8")
    words = f"{sys.executable} -m tocsin.cli schema | head -c 10"
    done = subprocess.run(
        ["bash", "-c", words], cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
